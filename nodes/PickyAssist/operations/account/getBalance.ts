import { defineOperation } from '../../../core/operation';
import { schemaOf } from '../../../core/reading/schema';

/** `/check-balance`; its page is known by name alone, and the answer from other clients. */
export const getBalance = defineOperation({
	resource: { name: 'Account', value: 'account' },
	value: 'getBalance',
	name: 'Get Balance',
	action: 'Get the balance',
	description:
		'Get the amount of money in the wallet of the project. Channels that are not billed to the wallet work without money in it.',
	endpoint: '/check-balance',
	effect: 'safe',
	schema: schemaOf({}),
	fields: [],
});
