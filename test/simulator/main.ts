/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
/** The simulator on its own: `npm run simulator`, or `npm run simulator -- 8080` for a port of your choice. */
import { CONTROL_CALLS, startSimulator, type RecordedRequest } from './index';

const print = (text: string) => process.stdout.write(`${text}\n`);

const chosenPort = () => {
	const text = process.argv[2] ?? process.env.PORT ?? '0';
	const port = Number(text);
	if (/^\d+$/.test(text) && port <= 65_535) return port;
	throw new Error(
		`"${text}" is no port: give a number from 0 to 65535, where 0 takes any free one.`,
	);
};

/** One line for each request, without its body, which holds the token. */
const report = ({ method, path, application, status, code }: RecordedRequest) => {
	const channel = application === null ? 'no channel' : `channel ${JSON.stringify(application)}`;
	const result = [status ? `HTTP ${status}` : 'no answer', code && `status ${code}`];
	const [endpoint = ''] = path.split('?');
	print(`${method} ${endpoint}, ${channel}: ${result.filter(Boolean).join(', ')}`);
};

const explain = (error: unknown, port: number) => {
	const { code, message } = error as NodeJS.ErrnoException;
	if (code === 'EADDRINUSE') {
		return `Port ${port} is taken: choose another, or none for any free one.`;
	}
	if (code === 'EACCES')
		return `Port ${port} may not be opened by this user: choose one above 1023.`;
	return message;
};

async function main() {
	const port = chosenPort();
	const simulator = await startSimulator({ port, observe: report }).catch((error: unknown) => {
		throw new Error(explain(error, port));
	});
	const { origin, baseUrl, token } = simulator;
	print(`A stand-in for Picky Assist is listening.

  Base URL   ${baseUrl}
  API token  ${token}   (made up, good here only)

Try it:
  curl ${baseUrl}/update-profile --json '{"token":"${token}","application":8,"about":"Open daily"}'
  curl ${baseUrl}/push --json '{"token":"${token}","application":"8","data":[{"number":"15550000001","message":"Hello"}]}'

Control calls:
${CONTROL_CALLS.map((call) => `  ${call}`).join('\n')}

Make the next update fail:
  curl ${origin}/__control/faults --json '{"match":{"path":"/update-profile"},"httpStatus":503}'

Refuse a recipient:
  curl ${origin}/__control/settings --json '{"refuse":{"15550000001":406}}'

Ctrl+C ends it.
`);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => void simulator.close());
	}
}

main().catch((error: Error) => {
	process.stderr.write(`${error.message}\n`);
	process.exitCode = 1;
});
