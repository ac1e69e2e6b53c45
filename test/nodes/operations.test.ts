import type { IDataObject } from 'n8n-workflow';
import { makesRequests } from '../../nodes/core/operation';
import { OPERATIONS } from '../../nodes/PickyAssist/operations';
import { ROWS } from '../rows';
import { describeRows, type Runner } from '../rows/rows';
import { call } from './PickyAssist/operations/calling';
import { json } from './strictContext';

const inStrictContext: Runner = async (operation, items, { body, httpStatus }) => {
	const { outputs, post } = await call(operation, items as IDataObject[], {
		answer: () => json(body, httpStatus),
	});
	const requests = post.mock.calls.map(([, { url, body }]) => ({ path: url!, body }));
	return { outputs, requests };
};

it('every operation that makes requests has rows', () => {
	const withRows = ROWS.map(([, { operation }]) => operation);
	expect(new Set(withRows)).toEqual(new Set(OPERATIONS.filter(makesRequests)));
});

describe.each(ROWS)('%s', (_, rows) => {
	describeRows(rows, inStrictContext);
});
