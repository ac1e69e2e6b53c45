import { subtitleOf } from '../../../nodes/core/description/properties';
import { OPERATIONS } from '../../../nodes/PickyAssist/operations';
import { PickyAssist } from '../../../nodes/PickyAssist/PickyAssist.node';
import { strictContext, SUCCESS, TOKEN } from '../strictContext';

it('says under its name which of its operations it runs', () => {
	expect(new PickyAssist().description.subtitle).toBe(subtitleOf(OPERATIONS));
});

it('runs its operation, in the channel of the credential if the item names none', async () => {
	const { context } = strictContext({
		parameters: { updateFields: { about: 'Hi' } },
		credential: { token: TOKEN, platform: 'v3', channelId: '8' },
		answer: () => SUCCESS,
	});
	expect(await new PickyAssist().execute.call(context)).toEqual([
		[
			{
				json: { status: 100, message: 'Success', updatedFields: ['about'], application: 8 },
				pairedItem: { item: 0 },
			},
		],
	]);
});
