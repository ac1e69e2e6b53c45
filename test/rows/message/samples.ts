import { referenceOf } from '../rows';

export const ONE = '15550000001';
export const TWO = '15550000002';

/** What the recipient of an item without a reference number of its own has. */
export const reference = (item = 0) => ({ reference_number: referenceOf(item) });

/** An answer that accepts messages to these recipients, with the number as the ID. */
export const accepts = (...numbers: string[]) => ({
	status: 100,
	push_id: 7,
	data: numbers.map((number) => ({ number, msg_id: number })),
});

/** What those refuse whose messages share requests. */
export const refusedBatches = {
	'too many recipients per request': [
		{ options: { recipientsPerRequest: 10_001 } },
		{
			field: 'recipientsPerRequest',
			says: 'Recipients per Request is 10001, but it must be a whole number from 1 to 10000',
		},
	],
} as const;

/** What all refuse in the options that they share. */
export const sharedRefusals = {
	'no channel': [{ application: ' ' }, { field: 'application', says: 'Channel ID is blank' }],
	...Object.fromEntries(
		['token', 'application', 'data', 'number'].flatMap((key) => [
			[
				`extra body fields with ${key}`,
				[
					{ options: { extraBody: { [key]: 1 } } },
					{ field: 'extraBody', says: `Extra Body Fields may not set "${key}"` },
				],
			],
			[
				`extra recipient fields with ${key}`,
				[
					{ options: { extraRecipient: `{ "${key}": 1 }` } },
					{ field: 'extraRecipient', says: `Extra Recipient Fields may not set "${key}"` },
				],
			],
		]),
	),
} as const;
