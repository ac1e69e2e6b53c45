/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
import { expect, type Locator, type Page, type PageScreenshotOptions } from '@playwright/test';
import { statSync } from 'node:fs';
import { join } from 'node:path';

import { PROJECT } from '../../tools/n8n/folders';
import type { N8nClient, SavedWorkflow } from '../../tools/n8n/n8nClient';

const LARGEST_PICTURE = 90_000;

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

	async openNewWorkflow(): Promise<void> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.page.getByTestId('canvas-add-button').waitFor({ timeout: 45_000 });
	}

	/** Pastes text into the empty canvas of a new workflow; n8n saves it by itself, under the id given back. */
	async pasteIntoNewWorkflow(text: string): Promise<string> {
		await this.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
		await this.openNewWorkflow();
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

	/** The list of nodes for what follows the last node on the canvas, by the first of its outputs. */
	async openListBehind(name: string): Promise<void> {
		await this.node(name).getByTestId('canvas-handle-plus').first().click();
		await this.page.getByTestId('node-creator-search-bar').waitFor();
	}

	/** The list of nodes for an empty canvas. */
	async openFirstList(): Promise<void> {
		await this.page.getByTestId('canvas-add-button').click();
		await this.page.getByTestId('node-creator-search-bar').waitFor();
	}

	/** Finds the node, chooses one of its actions or triggers, and has the panel of the new node open. */
	async addNode(action: string): Promise<void> {
		await (await this.searchNodes('picky')).click();
		const entry = this.page
			.getByTestId('node-creator-item-name')
			.filter({ hasText: new RegExp(`^${action}$`) });
		const triggers = this.page
			.getByTestId('node-creator-category-item')
			.filter({ hasText: 'Trig' });
		await expect(triggers).toBeVisible();
		// n8n folds the triggers away where the workflow has one.
		if (action.startsWith('On ') && !(await entry.isVisible())) await triggers.click();
		await entry.click();
		await expect(this.page.getByTestId('node-execute-button')).toBeVisible();
	}

	async chooseCredential({ name }: { name: string }): Promise<void> {
		await this.page.getByTestId('node-credentials-select').click();
		await this.option(name).click();
	}

	/** Publishes what is on the canvas. */
	async publish(): Promise<void> {
		await this.page.getByTestId('workflow-open-publish-modal-button').click();
		await this.page.getByTestId('workflow-publish-button').click();
		await expect(this.page.getByTestId('workflow-publish-button')).toBeHidden();
	}

	/** What n8n says when a workflow was published for the first time; closes it. */
	async publishedNote(): Promise<string> {
		const note = this.page.getByTestId('activation-modal');
		const words = await note.innerText();
		await note.getByRole('button', { name: 'Got it' }).click();
		await expect(note).toBeHidden();
		return words;
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

	/** By its label; n8n takes the description below it for a part of its name. */
	option(name: string): Locator {
		const label = this.page.getByText(name, { exact: true });
		return this.options().filter({ has: label });
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
		const notes = this.page.locator('.el-notification__closeBtn');
		for (const note of await notes.all()) await note.click().catch(() => undefined);
		await expect(notes).toHaveCount(0);
	}

	/** Writes a picture for the pages, light and dark, where the run was asked for pictures. */
	async picture(name: string): Promise<void> {
		await this.write(name);
	}

	/** A picture of a node's panel without its output. */
	async pictureWithoutOutput(name: string): Promise<void> {
		const panel = (await this.page.getByTestId('ndv').boundingBox())!;
		const output = (await this.output.boundingBox())!;
		await this.write(name, { ...panel, width: output.x - panel.x });
	}

	/** A picture of a node's panel without its input. */
	async pictureWithoutInput(name: string): Promise<void> {
		const panel = (await this.page.getByTestId('ndv').boundingBox())!;
		const input = (await this.input.boundingBox())!;
		const x = input.x + input.width;
		await this.write(name, { ...panel, x, width: panel.x + panel.width - x });
	}

	private async write(name: string, clip?: NonNullable<PageScreenshotOptions['clip']>) {
		if (!process.env['PICTURES']) return;
		await this.page.mouse.move(640, 5);
		await this.page.waitForTimeout(600);
		await this.closeNotes();
		for (const theme of ['dark', 'light'] as const) {
			await this.page.emulateMedia({ colorScheme: theme });
			const file = theme === 'dark' ? `${name}-dark.png` : `${name}.png`;
			const path = join(PROJECT, 'docs', 'pictures', file);
			const still = { path, animations: 'disabled', caret: 'hide' } as const;
			await this.page.screenshot(clip ? { ...still, clip } : still);
			expect(statSync(path).size, `${file} is small enough for a page`).toBeLessThan(
				LARGEST_PICTURE,
			);
		}
	}
}

/** n8n's editor saves by itself a while after each change. */
export async function saved(n8n: N8nClient, { id }: SavedWorkflow, words: string): Promise<void> {
	await expect
		.poll(async () => JSON.stringify((await n8n.workflow(id)).nodes), { timeout: 30_000 })
		.toContain(words);
}
