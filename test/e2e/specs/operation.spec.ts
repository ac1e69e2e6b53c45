import { expect, test } from '../fixtures';
import {
	chain,
	items,
	manualTrigger,
	NODE_NAME,
	pickyAssist,
	splitRows,
} from '../../../tools/n8n/workflows';

test('every field is filled in by hand, and the profile has it all', async ({
	editor,
	n8n,
	simulator,
	credential,
}) => {
	const nodes = [manualTrigger(), pickyAssist(credential, {})];
	await editor.openNode(await n8n.createWorkflow(chain('All fields', nodes)), NODE_NAME);

	await editor.fill('application', '8');
	const texts = {
		About: ['about', 'Fresh bread every morning'],
		Address: ['address', '12 Market Street, Kochi 682001'],
		Description: ['description', 'Family bakery with home delivery'],
		Email: ['email', 'hello@bakery.example'],
		'Profile Picture URL': ['profilePic', 'https://bakery.example/logo.jpg'],
	} as const;
	for (const [label, [name, value]] of Object.entries(texts)) {
		await editor.add('Add Field', label);
		await editor.fill(name, value);
	}

	await editor.add('Add Field', 'Industry');
	await expect(editor.parameter('industry').locator('input')).toHaveValue('Other');
	await editor.choose('industry', 'Restaurant');

	await editor.add('Add Field', 'Websites');
	const addWebsite = editor.page.getByTestId('fixed-collection-add');
	const websites = ['https://bakery.example', 'bakery.example/menu', 'https://bakery.example/3'];
	for (const [index, url] of websites.entries()) {
		await addWebsite.click();
		await editor.fill('url', url, index);
	}
	// n8n's editor offers a third, and the node refuses it before anything is sent.
	await editor.executeStep();
	await expect(editor.errorMessage).toContainText('Websites has 3 entries');
	expect(simulator.requests).toHaveLength(0);
	await editor.parameter('url').nth(2).hover();
	await editor.page.getByTestId('fixed-collection-delete').nth(2).click();
	await expect(editor.parameter('url')).toHaveCount(2);

	await editor.executeStep();
	await expect(editor.output).toContainText('Success');
	const { profilePic, ...fields } = Object.fromEntries(Object.values(texts));
	expect(simulator.profile(8)).toEqual({
		...fields,
		industry: 16,
		profile_pic: profilePic,
		websites: ['https://bakery.example', 'https://bakery.example/menu'],
	});
});

test('an input field dragged into About becomes an expression and is sent', async ({
	editor,
	n8n,
	simulator,
	credential,
}) => {
	const workflow = await n8n.createWorkflow(
		chain('Drag a field', [
			manualTrigger(),
			items([{ slogan: 'Open until ten tonight' }]),
			splitRows(),
			pickyAssist(credential, { updateFields: { about: '' } }),
		]),
	);
	await editor.openNode(workflow, NODE_NAME);
	await editor.page.getByRole('button', { name: 'Execute previous nodes' }).click();

	const field = editor.input.getByTestId('run-data-schema-node-name').filter({ hasText: 'slogan' });
	await field.first().hover();
	await editor.page.mouse.down();
	await editor.parameter('about').hover();
	await editor.parameter('about').hover({ position: { x: 60, y: 12 } });
	await editor.page.mouse.up();
	await expect(editor.parameter('about')).toContainText('{{ $json.slogan }}');
	await editor.picture('panel');

	await editor.executeStep();
	await expect(editor.output).toContainText('Success');
	expect(simulator.profile()).toEqual({ about: 'Open until ten tonight' });
	await editor.picture('success');
});
