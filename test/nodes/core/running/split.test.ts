import type { IDataObject } from 'n8n-workflow';
import type { Operation, PreparedItem } from '../../../../nodes/core/operation';
import { notes, writeNote } from '../../notes';
import {
	execute,
	json,
	run,
	strictContext,
	type Answer,
	type Sent,
	type Sketch,
} from '../../strictContext';

const recipientOf = ({ values }: PreparedItem) => String(values.note);

/** Sends each note to the recipient of its name, as many as there are in one request. */
const sending = writeNote({
	effect: 'once',
	codes: {
		406: { text: '', message: 'The number is none', hint: 'Correct it', evidence: 'documented' },
	},
	toBody: ({ note }) => ({ data: [{ number: note }] }) as IDataObject,
	batch: (items) => (items.length > 0 ? [[...items]] : []),
	join: (items) => ({ data: items.flatMap(({ body }) => body.data as IDataObject[]) }),
	failureDetails: ({ index }, { items }) => ({
		recipients: items.length,
		referenceNumber: `ref ${index}`,
	}),
	outcomes: (answer, { items }) => {
		const { status, push_id } = answer as IDataObject;
		const isKnown = (item: PreparedItem) => push_id === recipientOf(item);
		if (status === 100) return items.map((item) => [{ id: recipientOf(item) }]);
		const refusal = { refused: Number(status) };
		if (items.some(isKnown)) {
			return items.map((item) => (isKnown(item) ? [{ id: recipientOf(item) }] : refusal));
		}
		return { ...refusal, canSplit: status === 406 && push_id === undefined };
	},
});

const recipientsIn = ({ body }: Sent) =>
	(body.data as Array<{ number: string }>).map(({ number }) => number);

const REFUSED = json({ status: 406 });

/** Refuses a whole request where a recipient in it begins with `bad`. */
const refusingBad = (sent: Sent): Answer =>
	recipientsIn(sent).some((name) => name.startsWith('bad')) ? REFUSED : json({ status: 100 });

async function sendTo(
	names: readonly string[],
	answer: (sent: Sent) => Answer | Error = refusingBad,
	sketch: Sketch = { continueOnFail: true },
) {
	const items = names.map((note) => ({ note }));
	const outcome = await run(
		{ ...notes(items, { maxRetries: 0 }), nodeContext: {}, answer, ...sketch },
		[sending],
	);
	const requests = outcome.bodies().map((body) => recipientsIn({ body } as Sent).join(' '));
	const told = outcome.output.map(({ json: { id, details } }) => id ?? (details as IDataObject));
	return { ...outcome, requests, told };
}

const refusal = { code: 406, source: 'api', mayHaveBeenSent: false };

it('a refused recipient is refused alone, and the others are sent in their order', async () => {
	const { requests, told } = await sendTo(['a', 'b', 'bad', 'd', 'e']);
	expect(requests).toEqual(['a b bad d e', 'a b bad', 'a b', 'bad', 'd e']);
	expect(told).toMatchObject(['a', 'b', { ...refusal, recipients: 1, attempts: 3 }, 'd', 'e']);
});

it('with Stop what stood before it was sent, it is named, and nothing behind it is sent', async () => {
	const names = ['a', 'b', 'bad', 'd', 'e'];
	const { requests, error } = await sendTo(names, refusingBad, {});
	expect(requests).toEqual(['a b bad d e', 'a b bad', 'a b', 'bad']);
	expect(error).toMatchObject({ httpCode: '406', context: { itemIndex: 2 } });
	expect(error!.description).toContain(
		'Accepted before: items 0 to 1. Retry sends only the others',
	);
});

it('a further try sends what was not accepted alone', async () => {
	const names = ['a', 'b', 'bad', 'd', 'e'];
	const sketch = { nodeContext: {} };
	await sendTo(names, refusingBad, sketch);
	const { requests, told } = await sendTo(names, () => json({ status: 100 }), sketch);
	expect(requests).toEqual(['bad d e']);
	expect(told).toEqual(names);
});

it('a half that may have been sent is not looked through', async () => {
	const { requests, told } = await sendTo(['a', 'b', 'c'], (sent) => {
		const [first, , third] = recipientsIn(sent);
		if (third !== undefined) return REFUSED;
		return first === 'a' ? json('', 500) : json({ status: 100 });
	});
	expect(requests).toEqual(['a b c', 'a b', 'c']);
	expect(told).toMatchObject([{ mayHaveBeenSent: true }, { mayHaveBeenSent: true }, 'c']);
});

describe('a refused request is not sent again', () => {
	it.each<[string, string[], () => Answer | Error]>([
		['for another code', ['a', 'b'], () => json({ status: 401 })],
		['where some of it was taken', ['a', 'b'], () => json({ status: 406, push_id: 7 })],
		['after a doubt', ['a', 'b'], () => json('', 500)],
		['where it has one recipient', ['a'], () => REFUSED],
	])('%s, and each of its items is refused', async (_, names, answer) => {
		const { requests, told } = await sendTo(names, answer);
		expect(requests).toEqual([names.join(' ')]);
		expect(told).toMatchObject(names.map(() => ({ recipients: names.length, attempts: 1 })));
	});

	it('for those of its recipients that were accepted all the same', async () => {
		const { told } = await sendTo(['a', 'b'], () => json({ status: 406, push_id: 'b' }));
		expect(told).toMatchObject([refusal, 'b']);
	});
});

it('the reference number is told after a doubt alone', async () => {
	const { told } = await sendTo(['a', 'b'], () => json('', 500));
	expect(told).toMatchObject([
		{ mayHaveBeenSent: true, referenceNumber: 'ref 0' },
		{ mayHaveBeenSent: true, referenceNumber: 'ref 1' },
	]);
	expect((await sendTo(['bad'])).told[0]).not.toHaveProperty('referenceNumber');
});

describe('after eight single refusals in a row', () => {
	const bad = (count: number) => Array.from({ length: count }, (_, index) => `bad${index}`);

	it('the rest is refused without being sent again, and told so', async () => {
		const { requests, told, output } = await sendTo([...bad(16), 'a']);
		const single = requests.filter((names) => !names.includes(' '));
		expect(single).toEqual(bad(8));
		expect(requests.join(' ')).toContain('bad8');
		expect(told).toMatchObject(Array.from({ length: 17 }, () => refusal));
		expect(output[7]!.json.error).toBe('The number is none (code 406)');
		for (const { json: own } of output.slice(9)) {
			expect(own.error).toBe(
				'The number is none (code 406). It was refused together with others and not tried alone',
			);
			expect(JSON.stringify(own.details)).toContain('8 recipients in a row were refused');
		}
	});

	it('an accepted request began the count anew', async () => {
		const all = bad(14);
		const names = [...all.slice(0, 7), 'a', ...all.slice(7), 'b'];
		const { requests, told } = await sendTo(names);
		expect(requests.filter((request) => !request.includes(' '))).toEqual(names);
		expect([told[7], told[15]]).toEqual(['a', 'b']);
	});
});

describe('the note after a run', () => {
	const hinting: Operation = {
		...sending,
		note: ({ requests, accepted, refused }) => `${requests}: ${accepted} and ${refused}`,
	};

	it('tells what was sent, accepted and refused, where n8n shows hints', async () => {
		const { context } = strictContext({
			...notes([{ note: 'a' }, { note: 'bad' }]),
			nodeContext: {},
			answer: refusingBad,
			continueOnFail: true,
		});
		const addExecutionHints = jest.fn();
		await execute(Object.assign(context, { addExecutionHints }), [hinting]);
		expect(addExecutionHints.mock.calls).toEqual([
			[{ message: '3: 1 and 1', location: 'outputPane' }],
		]);
	});

	it('is left out where nothing was sent, and where n8n is too old for it', async () => {
		const addExecutionHints = jest.fn();
		const dry = strictContext({ ...notes([{ note: 'a' }], { dryRun: true }), nodeContext: {} });
		await execute(Object.assign(dry.context, { addExecutionHints }), [hinting]);
		expect(addExecutionHints).not.toHaveBeenCalled();

		const sketch = { ...notes([{ note: 'a' }]), nodeContext: {}, answer: refusingBad };
		const old = Object.assign(strictContext(sketch).context, { addExecutionHints: undefined });
		expect((await execute(old, [hinting])).output).toHaveLength(1);
	});
});
