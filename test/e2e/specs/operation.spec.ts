import { expect, test } from '../fixtures';
import {
	chain,
	items,
	manualTrigger,
	NODE_NAME,
	pickyAssist,
	splitRows,
} from '../server/workflows';

const INDUSTRIES = [
	'Automotive',
	'Beauty, Spa and Salon',
	'Clothing and Apparel',
	'Education',
	'Entertainment',
	'Event Planning and Service',
	'Finance and Banking',
	'Food and Grocery',
	'Public Service',
	'Hotel and Lodging',
	'Medical and Health',
	'Non-profit',
	'Professional Services',
	'Shopping and Retail',
	'Travel and Transportation',
	'Restaurant',
	'Other',
];

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
	await editor.parameter('industry').click();
	await expect(editor.options()).toHaveText(INDUSTRIES);
	await editor.option('Restaurant').click();

	await editor.add('Add Field', 'Websites');
	const addWebsite = editor.page.getByTestId('fixed-collection-add');
	await addWebsite.click();
	await addWebsite.click();
	await editor.fill('url', 'https://bakery.example', 0);
	await editor.fill('url', 'bakery.example/menu', 1);
	// n8n's editor offers a third all the same: the node then refuses it before anything is sent.
	await addWebsite.click();
	await editor.fill('url', 'https://bakery.example/third', 2);
	await editor.executeStep();
	await expect(editor.errorMessage).toContainText('Websites has 3 entries');
	expect(simulator.requests).toHaveLength(0);
	await editor.parameter('url').nth(2).hover();
	await editor.page.getByTestId('fixed-collection-delete').nth(2).click();
	await expect(editor.parameter('url')).toHaveCount(2);

	await editor.executeStep();
	await expect(editor.output).toContainText('Success');
	expect(await editor.outputItems()).toMatchObject([
		{
			status: 100,
			message: 'Success',
			updatedFields: [
				'about',
				'address',
				'description',
				'email',
				'industry',
				'profile_pic',
				'websites',
			],
		},
	]);
	expect(simulator.profile(8)).toEqual({
		about: 'Fresh bread every morning',
		address: '12 Market Street, Kochi 682001',
		description: 'Family bakery with home delivery',
		email: 'hello@bakery.example',
		industry: 16,
		profile_pic: 'https://bakery.example/logo.jpg',
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
	expect(await editor.outputItems()).toMatchObject([{ status: 100, updatedFields: ['about'] }]);
	expect(simulator.profile()).toEqual({ about: 'Open until ten tonight' });
	await editor.picture('success');
});

test('a dry run shows the request without its token and sends nothing', async ({
	editor,
	n8n,
	simulator,
	credential,
}) => {
	const nodes = [
		manualTrigger(),
		pickyAssist(credential, { application: '8', updateFields: { about: 'Hello' } }),
	];
	await editor.openNode(await n8n.createWorkflow(chain('Dry run', nodes)), NODE_NAME);
	await editor.add('Add Option', 'Dry Run');
	await editor.parameter('dryRun').locator('.el-switch, [role=switch]').first().click();
	await editor.executeStep();
	await expect(editor.output).toContainText('dryRun');
	expect(await editor.outputItems()).toEqual([
		{
			dryRun: true,
			url: `${simulator.baseUrl}/update-profile`,
			body: { application: 8, about: 'Hello' },
			updatedFields: ['about'],
		},
	]);
	expect(simulator.requests).toHaveLength(0);
});

test('fields chosen in Clear Fields are emptied, the others stay', async ({
	editor,
	n8n,
	simulator,
	credential,
}) => {
	const full = { about: 'Hello', address: '12 Market Street', email: 'hello@bakery.example' };
	const fill = [manualTrigger(), pickyAssist(credential, { application: '9', updateFields: full })];
	await n8n.run(await n8n.createWorkflow(chain('Fill', fill)), 'Start');
	expect(simulator.profile(9)).toEqual(full);

	const nodes = [manualTrigger(), pickyAssist(credential, { application: '9' })];
	await editor.openNode(await n8n.createWorkflow(chain('Clear', nodes)), NODE_NAME);
	await editor.add('Add Option', 'Clear Fields');
	await editor.parameter('clearFields').click();
	await editor.option('Address').click();
	await editor.option('Email').click();
	await editor.page.keyboard.press('Tab');
	await editor.executeStep();
	await expect(editor.output).toContainText('Success');
	expect(await editor.outputItems()).toMatchObject([{ updatedFields: ['address', 'email'] }]);
	expect(simulator.profile(9)).toEqual({ about: 'Hello' });
});
