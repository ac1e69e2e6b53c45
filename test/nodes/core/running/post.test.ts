import { text } from '../../../../nodes/core/reading/fields';
import { schemaOf } from '../../../../nodes/core/reading/schema';
import type { IDataObject } from 'n8n-workflow';
import type { Operation } from '../../../../nodes/core/operation';
import { notes, writeNote } from '../../notes';
import { json, run, shownOf, type Answer, type Sketch } from '../../strictContext';

interface Details {
	readonly issues: readonly [{ readonly hint: string }];
}

interface Hinting extends Sketch {
	readonly options?: IDataObject;
	readonly operation?: Operation;
}

it('hides the secrets of all items that share a request', async () => {
	const together = writeNote({
		schema: schemaOf({ note: { ...text(6), facts: { secret: true } } }),
		batch: (items) => (items.length > 0 ? [[...items]] : []),
	});
	const secrets = ['first1', 'other2', 'third3'];
	const outcome = await run(
		{
			...notes(secrets.map((note) => ({ note }))),
			answer: () => json({ status: 100, message: secrets.join(' ') }),
		},
		[together],
	);
	expect(outcome.output.map((item) => item.json.message)).toEqual(
		secrets.map(() => '[hidden] [hidden] [hidden]'),
	);
	for (const one of secrets) expect(shownOf(outcome)).not.toContain(one);
});

describe('what is refused if it is done already', () => {
	const undo = writeNote({ refusedIfDone: [7] });
	const LOST = json('', 502);
	const DONE_ALREADY = json({ status: 7, message: 'Not there' });
	const PERHAPS = /^An earlier attempt got no answer, so it may have done this already/;

	/** Runs it for notes, once for each list of answers: n8n's Retry On Fail runs the node again. */
	async function hintsOf(
		tries: ReadonlyArray<readonly Answer[]>,
		{ options = { maxRetries: 3 }, operation = undo, ...sketch }: Hinting = {},
	) {
		jest.useFakeTimers();
		const nodeContext = sketch.isTool ? {} : { ofThisExecution: true };
		const hints: string[] = [];
		for (const answers of tries) {
			const ran = run(
				{
					...notes([{ note: 'a' }], { ...options }),
					...{ nodeContext, continueOnFail: true, ...sketch },
					answer: (_, index) => answers[index]!,
				},
				[operation],
			);
			await jest.runAllTimersAsync();
			const { details } = (await ran).output[0]!.json as { details?: Details };
			hints.push(details?.issues[0].hint ?? '');
		}
		jest.useRealTimers();
		return hints;
	}

	it('is perhaps done if an attempt before got no answer', async () => {
		expect(await hintsOf([[LOST, DONE_ALREADY]])).toEqual([expect.stringMatching(PERHAPS)]);
	});

	it.each([
		['it is the first attempt', [DONE_ALREADY], undo],
		['the attempt before surely did not arrive', [json('', 429), DONE_ALREADY], undo],
		['it is refused for another reason', [LOST, json({ status: 8 })], undo],
		['it is no code that says so', [LOST, DONE_ALREADY], writeNote()],
	])('is not done if %s', async (_, answers, operation) => {
		const [hint] = await hintsOf([answers], { operation });
		expect(hint).toMatch(/^\w/);
		expect(hint).not.toMatch(PERHAPS);
	});

	it('is perhaps done if no answer came in an earlier try of Retry On Fail', async () => {
		const options = { maxRetries: 0 };
		const hints = await hintsOf([[LOST], [DONE_ALREADY], [DONE_ALREADY]], { options });
		expect(hints).toEqual([
			expect.not.stringMatching(PERHAPS),
			expect.stringMatching(PERHAPS),
			expect.stringMatching(PERHAPS),
		]);
	});

	it('knows as a tool, whose calls cannot be told apart, the attempts of one call alone', async () => {
		const hints = await hintsOf([[LOST, DONE_ALREADY], [DONE_ALREADY]], { isTool: true });
		expect(hints).toEqual([expect.stringMatching(PERHAPS), expect.not.stringMatching(PERHAPS)]);
	});
});
