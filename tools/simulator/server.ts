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
import type { SettingChanges } from './settings';
import { State } from './state';
import type { Counts, Fault, RecordedRequest, Simulator, SimulatorOptions } from './types';

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

class PickyAssist implements Simulator {
	private state: State;
	private readonly sockets = new Set<Socket>();
	private readonly connections = new WeakMap<Socket, number>();
	private connectionCount = 0;
	private readonly server;
	readonly token = SIMULATOR_TOKEN;
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

	get baseUrl() {
		return this.origin + BASE_PATHS[0];
	}

	get requests(): readonly RecordedRequest[] {
		return this.state.requests;
	}

	get peakInFlight() {
		return this.state.peakInFlight;
	}

	get counts(): Counts {
		const { count: requests, inFlight, peakInFlight } = this.state;
		return {
			requests,
			connections: this.connectionCount,
			inFlight,
			peakInFlight,
		};
	}

	get messages() {
		return this.state.outbox.messages;
	}

	get tally() {
		return this.state.outbox.tally;
	}

	get submissions() {
		return this.state.submissions;
	}

	get commands() {
		return this.state.commands;
	}

	get twoStepVerification() {
		return this.state.twoStep;
	}

	get settings() {
		return this.state.settings;
	}

	set(settings: SettingChanges) {
		this.state.change(settings);
	}

	profile(application?: number | string) {
		return structuredClone(this.state.profiles.get(channelOf(application)) ?? {});
	}

	profiles() {
		return structuredClone(Object.fromEntries(this.state.profiles));
	}

	fault(fault: Fault) {
		this.state.faults.add(fault);
	}

	reset() {
		this.state = this.freshState();
	}

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

	private connectionOf(socket: Socket) {
		const known = this.connections.get(socket);
		if (known !== undefined) return known;
		this.connectionCount += 1;
		this.connections.set(socket, this.connectionCount);
		return this.connectionCount;
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
			connection: this.connectionOf(request.socket),
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
	return await new PickyAssist(options).listen();
}
