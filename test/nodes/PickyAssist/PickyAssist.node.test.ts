import { subtitleOf } from '../../../nodes/core/description/properties';
import { OPERATIONS } from '../../../nodes/PickyAssist/operations';
import { PickyAssist } from '../../../nodes/PickyAssist/PickyAssist.node';
import { strictContext, SUCCESS } from '../strictContext';

it('says under its name which of its operations it runs', () => {
	expect(new PickyAssist().description.subtitle).toBe(subtitleOf(OPERATIONS));
});

it('runs its operation', async () => {
	const { context } = strictContext({
		parameters: { updateFields: { about: 'Hi' } },
		answer: () => SUCCESS,
	});
	expect(await new PickyAssist().execute.call(context)).toEqual([
		[
			{
				json: { status: 100, message: 'Success', updatedFields: ['about'] },
				pairedItem: { item: 0 },
			},
		],
	]);
});
