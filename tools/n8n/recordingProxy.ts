/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
import { createServer, request as forward } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

export type RecordingProxy = {
	readonly url: string;
	/** What it was asked for: `POST http://…` or `CONNECT host:port`. */
	readonly seen: readonly string[];
	close(): Promise<void>;
};

/** An HTTP proxy on loopback that writes down what passes and lets everything through to loopback. */
export async function startRecordingProxy(): Promise<RecordingProxy> {
	const seen: string[] = [];
	const sockets = new Set<Socket>();
	const server = createServer((incoming, outgoing) => {
		seen.push(`${incoming.method} ${incoming.url}`);
		const onward = forward(
			incoming.url!,
			{ method: incoming.method, headers: incoming.headers },
			(answer) => {
				outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
				answer.pipe(outgoing);
			},
		);
		onward.on('error', () => outgoing.writeHead(502).end());
		incoming.pipe(onward);
	});
	server.on('connect', (incoming, socket: Socket) => {
		seen.push(`CONNECT ${incoming.url}`);
		const [host = '', port] = (incoming.url ?? '').split(':');
		const isLoopback = host === '127.0.0.1' || host === 'localhost';
		if (!isLoopback) {
			socket.end('HTTP/1.1 502 Not reachable from a test\r\n\r\n');
			return;
		}
		const onward = connect(Number(port), host, () => {
			socket.write('HTTP/1.1 200 OK\r\n\r\n');
			onward.pipe(socket).pipe(onward);
		});
		for (const end of [onward, socket]) {
			sockets.add(end);
			end.on('error', () => end.destroy());
		}
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		seen,
		close: () =>
			new Promise((resolve) => {
				for (const socket of sockets) socket.destroy();
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
