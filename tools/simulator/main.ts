/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
/** The simulator on its own: `npm run simulator`, or `npm run simulator -- 8080` for a port of your choice. */
import { startSimulator, type RecordedRequest } from './index';

/** One line for each request, without its body, which holds the token. */
const report = ({ method, path, application, status, code }: RecordedRequest) => {
	const channel = application === null ? 'no channel' : `channel ${JSON.stringify(application)}`;
	const result = status === undefined ? 'no answer' : `HTTP ${status}, status ${code ?? 'none'}`;
	process.stdout.write(`${method} ${path.split('?')[0]}, ${channel}: ${result}\n`);
};

async function main() {
	const port = Number(process.argv[2] ?? 0);
	const simulator = await startSimulator({ port, observe: report });
	const { baseUrl, token } = simulator;
	process.stdout.write(`The simulator of Picky Assist is running.

  Base URL   ${baseUrl}
  API token  ${token}   (invented, valid only here)

Try it:
  curl ${baseUrl}/update-profile --json '{"token":"${token}","application":8,"about":"Open daily"}'
  curl ${baseUrl}/push --json '{"token":"${token}","application":"8","data":[{"number":"15550000001","message":"Hello"}]}'

Press Ctrl+C to stop it.
`);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => void simulator.close());
	}
}

main().catch((error: Error) => {
	process.stderr.write(`${error.message}\n`);
	process.exitCode = 1;
});
