/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { deliver, hasEffect } from './answers';
import { CALLS } from './calls';
import type { Verdict } from './calls/call';
import { channelOf } from './channels';
import { judge } from './judge';
import { json, page, type Reply } from './replies';
import type { SettingChanges, Settings } from './settings';
import { State } from './state';
import type {
	Counts,
	DeviceCommand,
	Fault,
	Group,
	Profile,
	RecordedRequest,
	SentMessage,
	TemplateSubmission,
	TwoStepVerification,
} from './types';

export interface SimulatorOptions {
	/** Any free port unless told. */
	port?: number;
	/** Milliseconds before each answer, 0 unless told; a function chooses for each request. */
	latency?: number | ((request: RecordedRequest) => number);
	/** Key and certificate in PEM: the simulator then speaks HTTPS. */
	tls?: { key: string; cert: string };
	/** What the simulator begins with, and a reset goes back to. */
	settings?: SettingChanges;
	/** `none` keeps counters and profiles only, for long runs: no requests, no messages, no delivery reports. */
	record?: 'all' | 'none';
	/** Told of each request once it is over, whether it is recorded or not. */
	observe?: (request: RecordedRequest) => void;
}

/** Looks like a token, and opens nothing. */
export const SIMULATOR_TOKEN = 'f00d5afe'.repeat(4);

/** The paths of the two generations of the platform, the older first. */
const BASE_PATHS = ['/app/api/v2', '/api/v2'] as const;

/** Milliseconds since 1970, steady and with a fraction. */
const wallClock = () => performance.timeOrigin + performance.now();

const parse = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
};

const readBody = async (request: IncomingMessage): Promise<unknown> => {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return parse(Buffer.concat(chunks).toString());
};

const applicationIn = (body: unknown): number | string | null => {
	const { application } = (body ?? {}) as { application?: unknown };
	return typeof application === 'number' || typeof application === 'string' ? application : null;
};

/** The name of the call that the request is for. */
const callIn = ({ path }: RecordedRequest): string | undefined => {
	const [withoutQuery = ''] = path.split('?');
	const base = BASE_PATHS.find((prefix) => withoutQuery.startsWith(`${prefix}/`));
	const name = withoutQuery.slice((base ?? '').length + 1);
	return base && Object.hasOwn(CALLS, name) ? name : undefined;
};

/** Waits, at most until the client has gone. */
const pause = async (response: ServerResponse, milliseconds: number) => {
	if (milliseconds <= 0) return;
	await new Promise<void>((resolve) => {
		const timer = setTimeout(resolve, milliseconds);
		response.once('close', () => {
			clearTimeout(timer);
			resolve();
		});
	});
};

/** The stand-in, with all that it was sent. */
export class Simulator {
	private state: State;
	private readonly sockets = new Set<Socket>();
	private readonly server;
	/** The accepted token. */
	readonly token = SIMULATOR_TOKEN;
	/** `http://127.0.0.1:PORT` */
	origin = '';

	constructor(private readonly options: SimulatorOptions) {
		const { tls } = options;
		this.state = this.freshState();
		const listener = (request: IncomingMessage, response: ServerResponse) => {
			// A client that goes away in the middle of its request.
			this.handle(request, response).catch(() => response.destroy());
		};
		this.server = tls ? createSecureServer(tls, listener) : createServer(listener);
		// A connection stays usable however long its client pauses.
		this.server.keepAliveTimeout = 0;
		this.server.on('connection', (socket: Socket) => {
			this.sockets.add(socket);
			socket.once('close', () => this.sockets.delete(socket));
		});
	}

	async listen(): Promise<this> {
		const { port = 0, tls } = this.options;
		await new Promise<void>((resolve, reject) => {
			this.server.once('error', reject).listen(port, '127.0.0.1', resolve);
		});
		const { port: taken } = this.server.address() as AddressInfo;
		this.origin = `${tls ? 'https' : 'http'}://127.0.0.1:${taken}`;
		return this;
	}

	/** The origin with `/app/api/v2`; `/api/v2` is served too. */
	get baseUrl() {
		return this.origin + BASE_PATHS[0];
	}

	get requests(): readonly RecordedRequest[] {
		return this.state.requests;
	}

	/** The most requests that were waiting for their answer at the same time. */
	get peakInFlight() {
		return this.state.peakInFlight;
	}

	get counts(): Counts {
		const { count: requests, inFlight, peakInFlight } = this.state;
		return { requests, inFlight, peakInFlight };
	}

	/** The messages that were taken, in the order in which they were. */
	get messages(): readonly SentMessage[] {
		return this.state.outbox.messages;
	}

	get tally() {
		return this.state.outbox.tally;
	}

	get submissions(): readonly TemplateSubmission[] {
		return this.state.submissions;
	}

	get commands(): readonly DeviceCommand[] {
		return this.state.commands;
	}

	/** The groups that there are; a test may add some, and people to them. */
	get groups(): Group[] {
		return this.state.groups;
	}

	get twoStepVerification(): Readonly<TwoStepVerification> {
		return this.state.twoStep;
	}

	get settings(): Readonly<Settings> {
		return this.state.settings;
	}

	/** Changes settings; each property that is named is replaced as a whole. */
	set(settings: SettingChanges) {
		this.state.change(settings);
	}

	/** The profile as it is now of one channel, or of requests without a channel. */
	profile(application?: number | string): Profile {
		return structuredClone(this.state.profiles.get(channelOf(application)) ?? {});
	}

	/** All profiles by channel, `''` for requests without one. */
	profiles(): Record<string, Profile> {
		return structuredClone(Object.fromEntries(this.state.profiles));
	}

	/** Adds a fault; of those that match a request, the oldest answers it. */
	fault(fault: Fault) {
		this.state.faults.add(fault);
	}

	/** Forgets all but the settings of the start; requests still under way change nothing any more. */
	reset() {
		this.state = this.freshState();
	}

	/** Ends all connections too. */
	async close() {
		await new Promise<void>((resolve) => {
			this.server.close(() => resolve());
			for (const socket of this.sockets) socket.destroy();
		});
	}

	private freshState() {
		const { record, settings = {} } = this.options;
		return new State({ recording: record !== 'none', settings, now: wallClock });
	}

	/** A request keeps the state that it began with, so that a reset ends its influence. */
	private async handle(request: IncomingMessage, response: ServerResponse) {
		const { state } = this;
		const { method = '', url: path = '' } = request;
		const record: RecordedRequest = {
			method,
			path,
			headers: request.headers,
			body: undefined,
			receivedAt: wallClock(),
			application: null,
		};
		state.enter();
		this.whenOver(response, record, state);

		record.body = await readBody(request);
		record.application = applicationIn(record.body);
		state.record(record);

		const call = callIn(record);
		const { ordinary, verdict } = this.decide(record, call, state);
		const fault = state.faultFor(record, call);
		if (fault.applyFirst) verdict.effect?.();
		await pause(response, fault.latency ?? this.latencyFor(record));
		// A client that has gone by now is answered nothing, and changes nothing.
		if (response.destroyed) return;
		if (!fault.applyFirst && hasEffect(fault)) verdict.effect?.();
		deliver(response, record, ordinary, fault);
	}

	/** What the request gets where no fault is asked for. */
	private decide(
		{ method, body }: RecordedRequest,
		name: string | undefined,
		state: State,
	): { ordinary: Reply; verdict: Verdict } {
		const none = { answer: undefined };
		const call = name === undefined ? undefined : CALLS[name];
		if (!call) return { ordinary: page(404), verdict: none };
		if (method !== 'POST') return { ordinary: page(405, { allow: 'POST' }), verdict: none };
		const verdict = judge(call, body, this.token, state);
		return { ordinary: json(verdict.answer), verdict };
	}

	private latencyFor(record: RecordedRequest) {
		const { latency = 0 } = this.options;
		return typeof latency === 'function' ? latency(record) : latency;
	}

	/** Counts a request out when its answer is handed over, or its connection ends. */
	private whenOver(response: ServerResponse, record: RecordedRequest, state: State) {
		let over = false;
		const leave = (answered: boolean) => {
			if (over) return;
			over = true;
			if (answered) record.answeredAt = wallClock();
			state.leave();
			this.options.observe?.(record);
		};
		response.once('prefinish', () => leave(true)).once('close', () => leave(false));
	}
}

/** Starts a stand-in for Picky Assist on a port of this machine. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
	return await new Simulator(options).listen();
}
