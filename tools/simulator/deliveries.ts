/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
/** How the bytes of an answer get to the client, or do not. */
import type { ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { Fault } from './types';

export interface Delivery {
	/** Whether the client sees a status line at all. */
	heads: boolean;
	send: (response: ServerResponse, bytes: Buffer, fault: Fault) => void;
}

type Deliveries = Partial<Record<keyof Fault, Delivery>>;

const TICK = 10;

const trickle: Delivery['send'] = (response, bytes, fault) => {
	const { bytesPerSecond = 1 } = fault.trickle ?? {};
	const pause = Math.max(TICK, 1000 / bytesPerSecond);
	const step = Math.max(1, Math.round((bytesPerSecond * pause) / 1000));
	let sent = 0;
	const timer = setInterval(() => {
		response.write(bytes.subarray(sent, sent + step));
		sent += step;
		if (sent >= bytes.length) response.end();
	}, pause);
	response.flushHeaders();
	response.once('prefinish', () => clearInterval(timer)).once('close', () => clearInterval(timer));
};

const resetConnection: Delivery['send'] = ({ socket }) => {
	// Only a plain TCP socket can send a reset of its own.
	if (socket instanceof TLSSocket) socket.destroy();
	else socket?.resetAndDestroy();
};

const closeHalfway: Delivery['send'] = (response, bytes) => {
	response.write(bytes.subarray(0, bytes.length >> 1), () => response.socket?.destroy());
};

export const WHOLE: Delivery = { heads: true, send: (response, bytes) => response.end(bytes) };

/** Each loses the answer: the request has no effect, unless the fault says `applyFirst`. */
export const LOSING = {
	reset: { heads: false, send: resetConnection },
	hang: { heads: false, send: () => {} },
	closeHalfway: { heads: true, send: closeHalfway },
} satisfies Deliveries;

export const SLOW = { trickle: { heads: true, send: trickle } } satisfies Deliveries;
