/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

type Message = { role: string; content: unknown };
type Request = {
	messages: Message[];
	tools?: Array<{ function: { name: string } }>;
	stream?: boolean;
};

/** A language model that says what it is told to: OpenAI's chat completions, without the thinking. */
export type ChatModel = {
	/** For the base URL of an OpenAI credential. */
	readonly url: string;
	readonly requests: readonly Request[];
	/** The model calls the tool once with these arguments, then repeats the tool's answer. */
	callTool(args: object): void;
	/** The model says this of what the user wrote up to now, the latest last. */
	say(words: (written: string[]) => string): void;
	/** The model refuses to work. */
	fail(): void;
	close(): Promise<void>;
};

export async function startChatModel(): Promise<ChatModel> {
	const requests: Request[] = [];
	let answerTo: (request: Request) => Answer | undefined = () => undefined;
	const server = createServer(async (incoming, response) => {
		response.setHeader('content-type', 'application/json');
		if (incoming.method !== 'POST') {
			response.end(JSON.stringify({ object: 'list', data: [{ id: 'scripted', object: 'model' }] }));
			return;
		}
		const request = JSON.parse(await textOf(incoming)) as Request;
		requests.push(request);
		const message = answerTo(request);
		if (message === undefined) {
			response.writeHead(400).end(JSON.stringify({ error: { message: 'The model is gone' } }));
			return;
		}
		const choice = { index: 0, finish_reason: message.tool_calls ? 'tool_calls' : 'stop' };
		const envelope = { id: 'chat-1', created: 0, model: 'scripted' };
		if (request.stream) {
			response.setHeader('content-type', 'text/event-stream');
			const delta = {
				...message,
				tool_calls: message.tool_calls?.map((call, index) => ({ index, ...call })),
			};
			const chunk = {
				...envelope,
				object: 'chat.completion.chunk',
				choices: [{ ...choice, delta }],
			};
			response.end(`data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`);
			return;
		}
		const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
		const body = {
			...envelope,
			object: 'chat.completion',
			choices: [{ ...choice, message }],
			usage,
		};
		response.end(JSON.stringify(body));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/v1`,
		requests,
		callTool: (args) => {
			requests.length = 0;
			answerTo = (request) => toolCallOf(request, args);
		},
		say: (words) => {
			requests.length = 0;
			answerTo = ({ messages }) => ({ role: 'assistant', content: words(writtenIn(messages)) });
		},
		fail: () => {
			answerTo = () => undefined;
		},
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

type Answer = {
	role: 'assistant';
	content: string | null;
	tool_calls?: Array<{
		id: string;
		type: 'function';
		function: { name: string; arguments: string };
	}>;
};

const writtenIn = (messages: Message[]): string[] =>
	messages.filter(({ role }) => role === 'user').map(({ content }) => String(content));

function toolCallOf({ messages, tools }: Request, toolArguments: object): Answer {
	const last = messages.at(-1);
	const tool = tools?.[0]?.function.name;
	if (last?.role === 'tool' || tool === undefined) {
		return { role: 'assistant', content: `The tool said: ${JSON.stringify(last?.content)}` };
	}
	const call = { name: tool, arguments: JSON.stringify(toolArguments) };
	return {
		role: 'assistant',
		content: null,
		tool_calls: [{ id: 'call-1', type: 'function', function: call }],
	};
}

async function textOf(incoming: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of incoming) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString('utf8');
}
