/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
import { expect, type Locator, type Page } from '@playwright/test';
import { statSync } from 'node:fs';
import { join } from 'node:path';

import { PROJECT } from './server/folders';
import type { SavedWorkflow } from './server/n8nClient';

const LARGEST_PICTURE = 150_000;

/** n8n's editor as a person uses it: what can be seen and clicked, by the names on the page. */
export class Editor {
	readonly output: Locator;
	readonly input: Locator;
	readonly parameters: Locator;
	readonly errorMessage: Locator;
	readonly errorDescription: Locator;

	constructor(
		readonly page: Page,
		private readonly url: string,
	) {
		this.output = page.getByTestId('output-panel');
		this.input = page.getByTestId('ndv-input-panel');
		this.parameters = page.getByTestId('node-parameters');
		this.errorMessage = page.getByTestId('node-error-message');
		this.errorDescription = page.getByTestId('node-error-description');
	}

	async open(workflow: SavedWorkflow): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${workflow.id}`);
		await this.node(workflow.nodes[0]!.name).waitFor({ timeout: 45_000 });
	}

	/** The panel of one node, by the address that n8n gives it. */
	async openNode(workflow: SavedWorkflow, name: string): Promise<void> {
		const { id } = workflow.nodes.find((node) => node.name === name)!;
		await this.page.goto(`${this.url}/workflow/${workflow.id}/${id}`);
		await this.page.getByTestId('node-execute-button').waitFor({ timeout: 45_000 });
	}

	/** Pastes text into the empty canvas of a new workflow; n8n saves it by itself, under the id given back. */
	async pasteIntoNewWorkflow(text: string): Promise<string> {
		await this.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
		await this.page.goto(`${this.url}/workflow/new`);
		await this.page.getByTestId('canvas-add-button').waitFor({ timeout: 45_000 });
		await this.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
		await this.page.locator('.vue-flow__pane').click({ position: { x: 40, y: 40 } });
		await this.page.keyboard.press('ControlOrMeta+V');
		// Until it is saved, the address ends in `?new=true`.
		await this.page.waitForURL(/\/workflow\/(?!new$)\w+$/, { timeout: 45_000 });
		return this.page.url().split('/').at(-1)!;
	}

	node(name: string): Locator {
		return this.page.getByTestId('canvas-node').filter({ hasText: name }).first();
	}

	async searchNodes(words: string): Promise<Locator> {
		const bar = this.page.getByTestId('node-creator-search-bar');
		if (!(await bar.isVisible())) await this.page.getByTestId('node-creator-plus-button').click();
		await bar.fill(words);
		return this.page.getByTestId('node-creator-action-item').filter({ hasText: 'Picky Assist' });
	}

	/** *Add Field* or *Add Option*, then the entry of that name. */
	async add(menu: 'Add Field' | 'Add Option', entry: string): Promise<void> {
		// The tip of a focused field can cover the menu: a click elsewhere closes it.
		await this.page.getByTestId('tab-params').click();
		await this.page.getByPlaceholder(menu).click();
		await this.option(entry).click();
	}

	/** The entries of the dropdown that is open now. */
	options(): Locator {
		return this.page.getByRole('option').filter({ visible: true });
	}

	option(name: string): Locator {
		return this.page.getByRole('option', { name, exact: true }).filter({ visible: true });
	}

	parameter(name: string): Locator {
		return this.page.getByTestId(`parameter-input-${name}`);
	}

	async fill(name: string, value: string, which = 0): Promise<void> {
		await this.parameter(name).nth(which).locator('input, textarea').first().fill(value);
	}

	/** Turns a parameter to *Expression* and types it, as it stands between the braces and all. */
	async fillExpression(name: string, expression: string): Promise<void> {
		const label = this.page.getByTestId(`${name}-parameter-input-options-container`);
		await this.parameter(name).hover();
		await label.getByTestId('radio-button-expression').click();
		await this.parameter(name).locator('.cm-content').fill(expression);
	}

	async choose(name: string, option: string): Promise<void> {
		await this.parameter(name).click();
		await this.option(option).click();
	}

	async executeStep(): Promise<void> {
		await this.page.getByTestId('node-execute-button').click();
	}

	async executeWorkflow(): Promise<void> {
		await this.page.getByTestId('execute-workflow-button').click();
	}

	/** What the output panel holds, read from its JSON view. */
	async outputItems(): Promise<Array<Record<string, unknown>>> {
		await this.output.getByTestId('radio-button-json').click();
		const tree = this.output.locator('.json-data, [class*="vjs-tree"]').first();
		await expect(tree).toContainText(']');
		// The tree folds nothing of these small items, so its text is the JSON, line by line.
		const text = (await tree.innerText()).replaceAll('\u00a0', ' ');
		return JSON.parse(text) as Array<Record<string, unknown>>;
	}

	async closePanel(): Promise<void> {
		await this.page.getByTestId('ndv-close-button').click();
	}

	async closeNotes(): Promise<void> {
		for (const note of await this.page.locator('.el-notification__closeBtn').all()) {
			await note.click().catch(() => undefined);
		}
	}

	/** Writes a picture for the README where the run was asked for pictures. */
	async picture(name: string): Promise<void> {
		if (!process.env['PICTURES']) return;
		await this.closeNotes();
		await this.page.mouse.move(640, 5);
		await this.page.waitForTimeout(600);
		const path = join(PROJECT, 'docs', 'pictures', `${name}.png`);
		await this.page.screenshot({ path, animations: 'disabled', caret: 'hide' });
		expect(statSync(path).size, `${name}.png is small enough for a README`).toBeLessThan(
			LARGEST_PICTURE,
		);
	}
}
