import { PickyAssist } from '../../../nodes/PickyAssist/PickyAssist.node';
import { run, SUCCESS } from './strictContext';

const { description } = new PickyAssist();

it('is what saved workflows call it', () => {
	expect(description).toMatchObject({
		displayName: 'Picky Assist',
		name: 'pickyAssist',
		version: 1,
		usableAsTool: true,
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'pickyAssistApi', required: true }],
		defaults: { name: 'Picky Assist' },
	});
	expect(description.properties.map(({ name }) => name)).toEqual([
		'resource',
		'operation',
		'application',
		'updateFields',
		'options',
	]);
	expect(description.subtitle).toContain('Update WhatsApp profile');
});

it('runs its operation', async () => {
	const { output } = await run({
		parameters: { updateFields: { about: 'Hi' } },
		answer: () => SUCCESS,
	});
	expect(output).toEqual([
		{
			json: { status: 100, message: 'Success', updatedFields: ['about'] },
			pairedItem: { item: 0 },
		},
	]);
});
