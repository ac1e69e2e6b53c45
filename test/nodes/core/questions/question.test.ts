import type { IDataObject } from 'n8n-workflow';
import { outputOf, type AskedQuestion } from '../../../../nodes/core/questions/question';

const NUMBER = '15550000001';
const ASKED = {
	...{ number: NUMBER, channelId: '121', messageId: 'm1', pushId: 'p1' },
	...{ referenceNumber: 'r1', askedAt: '2026-01-01T00:00:00.000Z' },
};

const question = (changes: Partial<AskedQuestion> = {}, asked: object = {}): AskedQuestion => ({
	nonce: 'right',
	wait: 60_000,
	sentAt: 1000,
	accept: 'any',
	answers: [],
	asked: { ...ASKED, ...asked },
	...changes,
});

const MESSAGE = { event: 'messageReceived', number: NUMBER, channelId: '121', message: 'Yes' };
const call = (message: unknown, changes: object = {}) => ({
	question: 'right',
	step: 'wake',
	message,
	cameAt: 1000,
	...changes,
});
const takes = (message: object, changes: Partial<AskedQuestion> = {}, asked: object = {}) =>
	outputOf(question(changes, asked), call({ ...MESSAGE, ...message })) !== undefined;

it('an answer comes out with its keys in their order', () => {
	const output = outputOf(question(), call(MESSAGE))!;
	expect(output).toEqual({
		...{ answered: true, reason: 'answer', answer: 'Yes' },
		...{ ...ASKED, answeredAt: expect.any(String), reply: MESSAGE },
	});
	expect(Object.keys(output)).toEqual(
		[
			...['answered', 'reason', 'answer', 'number', 'channelId', 'messageId', 'pushId'],
			...['referenceNumber', 'askedAt', 'answeredAt', 'reply'],
		].flat(),
	);
	expect(Date.now() - Date.parse(String(output.answeredAt))).toBeLessThan(5000);
	expect(output.answeredAt).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
});

it('a question that is replaced comes out without an answer, its keys in their order', () => {
	const output = outputOf(question(), { question: 'right', step: 'replaced' })!;
	expect(output).toEqual({ answered: false, reason: 'replaced', ...ASKED });
	expect(Object.keys(output)).toEqual(['answered', 'reason', ...Object.keys(ASKED)]);
});

it.each([
	['no object', 'right'],
	['nothing', undefined],
	['a list', [call(MESSAGE)]],
	['no nonce', call(MESSAGE, { question: undefined })],
	['a wrong nonce', call(MESSAGE, { question: 'wrong' })],
	['the beginning of the nonce', call(MESSAGE, { question: 'righ' })],
	['the nonce in a list', call(MESSAGE, { question: ['right'] })],
	['a wrong nonce of a question that is replaced', { question: 'wrong', step: 'replaced' }],
	['no step', call(MESSAGE, { step: undefined })],
	['an unknown step', call(MESSAGE, { step: 'stop' })],
	['no message', call(undefined)],
	['a text as the message', call('Yes')],
])('a call with %s is not taken', (_, body) => {
	expect(outputOf(question(), body)).toBeUndefined();
});

describe('of whom the answer is', () => {
	it.each([
		['the number', {}, true],
		['the number as people write it', { number: '+1 (555) 000-0001' }, true],
		['the number of an international call', { number: '0015550000001' }, true],
		['another number', { number: '15550000002' }, false],
		['a name in the place of the number', { number: 'Ava' }, false],
		['no number', { number: undefined }, false],
		['no number, and refers to the question', { number: undefined, repliesTo: 'm1' }, true],
		[
			'another number, and refers to the question',
			{ number: '15550000002', repliesTo: 'm1' },
			false,
		],
		['the number, and refers to the question', { repliesTo: 'm1' }, true],
		['the number, and refers to another message', { repliesTo: 'm0' }, false],
		['another channel', { channelId: '122' }, false],
		['another channel, and refers to the question', { channelId: '122', repliesTo: 'm1' }, false],
		['no channel', { channelId: undefined }, false],
	])('a message that has %s: %j is %j', (_, message, isTaken) => {
		expect(takes(message)).toBe(isTaken);
	});

	it('a question without a message ID may be what a message of its person refers to', () => {
		const noId = { messageId: undefined };
		expect(takes({ number: undefined, repliesTo: undefined }, {}, noId)).toBe(false);
		expect(takes({ number: undefined, repliesTo: 'm1' }, {}, noId)).toBe(false);
		expect(takes({ number: '15550000002', repliesTo: 'm1' }, {}, noId)).toBe(false);
		expect(takes({ repliesTo: 'm1' }, { accept: 'replies' }, noId)).toBe(true);
		expect(takes({}, {}, noId)).toBe(true);
	});

	it.each([
		['a message before the question went out', {}, 999, false],
		['a message as it went out', {}, 1000, true],
		['a quote of it, by another clock', { repliesTo: 'm1' }, 999, true],
		['a message without a time', {}, undefined, true],
	])('%s: %j at %p is %j', (_, message, cameAt, isTaken) => {
		const output = outputOf(question(), call({ ...MESSAGE, ...message }, { cameAt }));
		expect(output !== undefined).toBe(isTaken);
	});

	it.each([
		['Brazil', '5511987654321', '551187654321'],
		['Argentina', '5491123456789', '541123456789'],
		['Mexico', '5215512345678', '525512345678'],
	])('the number may be written as WhatsApp writes it in %s', (_, long, short) => {
		expect(takes({ number: short }, {}, { number: long })).toBe(true);
		expect(takes({ number: long }, {}, { number: short })).toBe(true);
	});
});

describe('what counts as the answer', () => {
	const REPLY = { repliesTo: 'm1' };
	const answers = ['Yes', ' Nó ', 'confirm-1', '2', "I'll come"];

	it.each([
		['any', { message: undefined, type: 'image' }, true],
		['replies', {}, false],
		['replies', REPLY, true],
		['replies', { type: 'button' }, true],
		['replies', { type: 'choice' }, true],
		['replies', { type: 'text' }, false],
		['replies', { type: 'button', repliesTo: 'm0' }, false],
		['list', { message: 'yes' }, true],
		['list', { message: '  YES\n' }, true],
		['list', { message: 'nO\u0301' }, true],
		['list', { message: 'I\u2019ll\u00a0 come' }, true],
		['list', { message: 'Yes, please' }, false],
		['list', { message: 'maybe', ...REPLY }, false],
		['list', { message: undefined }, false],
		['list', { message: 'Sure', payload: 'CONFIRM-1' }, true],
		['list', { message: 'Sure', payload: 'confirm-2' }, false],
		['list', { message: 'Sure', choice: { id: 'Confirm-1' } }, true],
		['list', { message: 'Sure', choice: { description: 'yes' } }, true],
		['list', { message: 'Sure', choice: { id: 'a', description: 'b', kind: 'yes' } }, false],
		['list', { message: 'Sure', choice: 'yes' }, false],
		['list', { message: 2 }, true],
	] as const)('with %s, %j is %j', (accept, message, isTaken) => {
		expect(takes(message, { accept, answers })).toBe(isTaken);
	});

	it('an empty list takes nothing', () => {
		expect(takes({ message: undefined }, { accept: 'list' })).toBe(false);
		expect(takes({ message: '' }, { accept: 'list' })).toBe(false);
	});

	it('an offer is judged as the answer is', () => {
		const offered = (message: IDataObject) =>
			outputOf(question({ accept: 'list', answers }), call(message, { step: 'offer' }));
		expect(offered(MESSAGE)).toMatchObject({ answered: true });
		expect(offered({ ...MESSAGE, message: 'Maybe' })).toBeUndefined();
	});
});

it.each([
	['the text', { type: 'text' }, 'Yes'],
	['the text of a button', { type: 'button', payload: 'confirm' }, 'Yes'],
	[
		'the payload of a button without text',
		{ type: 'button', message: undefined, payload: 'c' },
		'c',
	],
	['the ID of a choice', { type: 'choice', choice: { id: 'a', description: 'Red' } }, 'a'],
	['the text of a choice without an ID', { type: 'choice', choice: { description: 'Red' } }, 'Yes'],
	[
		'the description of a choice that has nothing else',
		{ type: 'choice', message: undefined, choice: { description: 'Red' } },
		'Red',
	],
	['the caption of a file', { type: 'image', message: 'Here' }, 'Here'],
	['the type of a file without a text', { type: 'image', message: undefined }, '[image]'],
	['the type of a location', { type: 'location', message: undefined }, '[location]'],
])('as the answer %s comes out', (_, message, answer) => {
	expect(outputOf(question(), call({ ...MESSAGE, ...message }))!.answer).toBe(answer);
});
