import { NodeApiError, NodeOperationError, type ILoadOptionsFunctions } from 'n8n-workflow';
import { fetchForEditor } from '../../../../nodes/core/running/fetchForEditor';
import { writeNote } from '../../notes';
import { expectNoToken, json, strictContext, TOKEN, type Sketch } from '../../strictContext';

const listing = writeNote({ effect: 'safe', endpoint: '/list' });

/** Looks a list of the editor up, which has no items. */
function lookedUp(sketch: Sketch) {
	const { context, post, getCredentials } = strictContext(sketch);
	const found = fetchForEditor(context as unknown as ILoadOptionsFunctions, listing, {});
	return { found, post, getCredentials };
}

it('a list of the editor is asked for once, with an empty body, and not for long', async () => {
	const answer = { status: 100, names: ['a'] };
	const { found, post, getCredentials } = lookedUp({ answer: () => json(answer) });
	expect(await found).toEqual([answer]);
	expect(getCredentials).toHaveBeenCalledTimes(1);
	expect(post.mock.calls.map(([, options]) => options)).toEqual([
		expect.objectContaining({
			url: '/list',
			body: {},
			timeout: 20_000,
		}),
	]);
});

it.each<[string, Sketch, typeof NodeOperationError | typeof NodeApiError, string]>([
	[
		'Picky Assist refuses',
		{ answer: () => json({ status: 401, message: TOKEN }) },
		NodeApiError,
		'Picky Assist did not accept the token (code 401, in its words: [token hidden])',
	],
	[
		'nothing can be read',
		{ answer: () => json(`<p>${TOKEN}`, 503) },
		NodeApiError,
		'The server answered with text that is not from the Picky Assist API (HTTP 503): [token hidden]',
	],
	[
		'there is no credential',
		{ credential: new Error('gone') },
		NodeOperationError,
		'The Picky Assist credential cannot be used: gone',
	],
])('where %s the list says so, and nothing is tried again', async (_, sketch, kind, message) => {
	const { found, post } = lookedUp(sketch);
	const error: unknown = await found.catch((thrown: unknown) => thrown);
	expect(error).toBeInstanceOf(kind);
	expect((error as Error).message).toBe(message);
	expect((error as NodeApiError).context.itemIndex).toBeUndefined();
	expectNoToken(JSON.stringify(error));
	expect(post.mock.calls.length).toBeLessThanOrEqual(1);
});
