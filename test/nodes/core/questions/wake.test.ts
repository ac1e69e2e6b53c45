/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
import { runInNewContext } from 'node:vm';
import type { IWebhookFunctions } from 'n8n-workflow';
import { PickyAssist } from '../../../../nodes/PickyAssist/PickyAssist.node';

const MESSAGE = { number: '15550000001', channelId: '121', message: 'Yes' };
const QUESTION = {
	...{ nonce: 'right', wait: 60_000, accept: 'list', answers: ['yes'] },
	asked: { number: '15550000001', channelId: '121' },
};
const call = (step: string, changes: object = {}) => ({
	question: 'right',
	step,
	message: MESSAGE,
	...changes,
});

/** What n8n's engine makes of the expression, where the node of this name has asked. */
function evaluated(expression: string, name: string, question: unknown): unknown {
	const [, inside, more] = /^\{\{((?:(?!\}\}).)*)\}\}(.*)$/.exec(expression)!;
	expect(more).toBe('');
	const $node = { [name]: { context: { question } } };
	return runInNewContext(inside!, { $node });
}

async function webhook(
	body: unknown,
	{ name = 'Picky Assist', question = QUESTION as unknown } = {},
) {
	const answers: unknown[] = [];
	const result = await new PickyAssist().webhook.call({
		getBodyData: () => body,
		getNode: () => ({ name }),
		getResponseObject: () => ({ json: (answer: unknown) => answers.push(answer) }),
		evaluateExpression: (expression: string) => {
			if (question instanceof Error) throw question;
			return evaluated(expression, name, question);
		},
	} as unknown as IWebhookFunctions);
	return { answers, result };
}

const SLEEPS_ON = { answers: [], result: { webhookResponse: { taken: false } } };

it('an offer that the question takes is answered, and the run sleeps on', async () => {
	expect(await webhook(call('offer'))).toEqual({
		answers: [],
		result: { webhookResponse: { taken: true } },
	});
});

it.each([
	['answer', call('wake'), { answered: true, reason: 'answer', reply: MESSAGE }],
	['replacement', { question: 'right', step: 'replaced' }, { answered: false, reason: 'replaced' }],
])('a run that its %s wakes has answered before n8n looks for a place', async (_, body, json) => {
	const { answers, result } = await webhook(body);
	expect(answers).toEqual([{ taken: true }]);
	expect(result).toEqual({
		noWebhookResponse: true,
		workflowData: [[{ json: expect.objectContaining(json), pairedItem: { item: 0 } }]],
	});
});

it.each([
	['an offer of something else', call('offer', { message: { ...MESSAGE, message: 'Hi' } })],
	['an answer that is none', call('wake', { message: { ...MESSAGE, message: 'Hi' } })],
	['a wrong nonce', call('wake', { question: 'wrong' })],
	['a replacement with a wrong nonce', call('replaced', { question: '' })],
	['a message that is none', call('wake', { message: null })],
	['nothing', {}],
	['no body', undefined],
	['null', null],
	['a text', 'wake'],
	['a list', [call('wake')]],
])('a run sleeps on after %s', async (_, body) => {
	expect(await webhook(body)).toEqual(SLEEPS_ON);
});

it.each([
	['asked nothing', undefined],
	['keeps something else there', { nonce: 1 }],
	['keeps a question without what was asked', { nonce: 'right' }],
	['cannot be looked up', new Error('The node did not run')],
])('a run whose node %s sleeps on', async (_, question) => {
	expect(await webhook(call('wake'), { question: question ?? null })).toEqual(SLEEPS_ON);
});

it.each([
	'Ask "Ava"',
	"Ask 'Ava'",
	'Ask }} now',
	'Ask {{ $json }}',
	'Ask \\ back',
	'Ask ${1}',
	'}',
])('a node may be named %s', async (name) => {
	expect((await webhook(call('wake'), { name })).answers).toEqual([{ taken: true }]);
});
