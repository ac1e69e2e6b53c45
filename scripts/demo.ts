/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- runs beside n8n, not inside it */
/** `npm run demo`: the main jobs, or with `--all` also the rest of examples/, in n8n's real engine, against a stand-in for Picky Assist. */
import { isDeepStrictEqual, parseArgs } from 'node:util';
import type { IDataObject } from 'n8n-workflow';
import {
	channelOf,
	EXAMPLE_RUNS,
	EXTRA_NODES,
	heldBy,
	promisedBy,
	readExample,
	type ExampleRun,
} from '../test/engine/exampleRuns';
import { CREDENTIAL_TYPE, runNode, runWorkflow, startEngine, type Engine } from '../tools/engine';
import { startSimulator, type Simulator } from '../tools/simulator';
import { answerIncoming, askAndWait } from './demo/jobs';
import { print, verdict } from './demo/print';

/** The same without these properties, and without what is blank. */
const without = (json: IDataObject, ...names: string[]) =>
	Object.fromEntries(
		Object.entries(json).filter(([name, value]) => !names.includes(name) && value !== ''),
	);

/** What a person filled in, or a file or a payload held, without what n8n adds. */
const inputOf = ({ feed }: ExampleRun): unknown[] =>
	Object.values(feed).flatMap((items) =>
		items.flatMap(({ json, binary }): unknown[] =>
			binary
				? Object.values(binary).flatMap(({ data }) => Buffer.from(data, 'base64').toString().trim())
				: [without(json, 'submittedAt', 'formMode', 'headers', 'params', 'query')],
		),
	);

/** Runs one example and says whether it did what it promises. */
async function show(engine: Engine, simulator: Simulator, example: ExampleRun): Promise<boolean> {
	simulator.reset();
	const { file, title, feed, results, settings = {}, refuses = false } = example;
	simulator.set(settings);
	const { error, output, stored } = await runWorkflow(engine, readExample(file), {
		startNode: Object.keys(feed)[0]!,
		pinData: feed,
		credentials: {
			[CREDENTIAL_TYPE]: {
				token: simulator.token,
				platform: 'custom',
				baseUrl: simulator.baseUrl,
				...channelOf(example),
			},
		},
	});
	const outcomes = results.flatMap((name) => output(name).map(({ json }) => json));
	console.log(`\n${title}  (examples/${file})`);
	print('in', inputOf(example));
	print(
		'received',
		simulator.requests.map(({ body }) => without(body as IDataObject, 'token')),
	);
	print('out', error ? [error.message] : outcomes);

	const asPromised =
		!error &&
		isDeepStrictEqual(heldBy(simulator), promisedBy(example)) &&
		refuses === /"Code":"\d{3}"|"State":"Failed"|"error":"/.test(JSON.stringify(outcomes)) &&
		!stored().includes(simulator.token);
	return verdict(asPromised);
}

/** The examples that stand for the main jobs. */
const MAIN = ['form-to-profile.json', 'broadcast-from-spreadsheet.json'];

async function demonstrate(engine: Engine, all: boolean) {
	const simulator = await startSimulator();
	const isMain = ({ file }: ExampleRun) => MAIN.includes(file);
	const others = EXAMPLE_RUNS.filter((example) => !isMain(example));
	const showing = (example: ExampleRun) => async () => await show(engine, simulator, example);
	const jobs = [
		...EXAMPLE_RUNS.filter(isMain).map(showing),
		async () => await answerIncoming(engine),
		async () => await askAndWait(engine, simulator),
		...(all ? others : []).map(showing),
	];
	console.log(
		"What the package does: n8n's own engine runs it against a simulator of Picky Assist.",
	);
	let failures = 0;
	for (const job of jobs) {
		if (!(await job())) failures += 1;
	}
	await simulator.close();
	console.log(
		failures === 0
			? `\nAll ${jobs.length} jobs did what they promise.`
			: `\n${failures} of ${jobs.length} jobs did not do what they promise.`,
	);
	if (!all) {
		console.log(
			`${others.length} more workflows of examples/ run with: npm run demo -- --all\nThe others need a real n8n. To try all of them by hand in its editor: npm run n8n`,
		);
	}
	process.exitCode = failures === 0 ? 0 : 1;
}

/** Sends one harmless line to the real service. */
async function updateRealProfile(engine: Engine, token: string) {
	const { PICKY_ASSIST_PLATFORM: platform = 'v3', PICKY_ASSIST_CHANNEL: application = '' } =
		process.env;
	const about = `Updated from n8n on ${new Date().toISOString().slice(0, 16).replace('T', ' at ')}`;
	console.log(`Setting About of the real profile to: ${about}`);
	const { items } = await runNode(engine, {
		parameters: { application, updateFields: { about } },
		onError: 'continueRegularOutput',
		credential: { token, platform },
	});
	const { json } = items[0]!;
	print('out', [json]);
	process.exitCode = 'error' in json ? 1 : 0;
}

const WARNING =
	'WARNING: this changes the line "About" of your real WhatsApp Business profile, which your customers see.';

async function main() {
	const { values } = parseArgs({
		options: {
			all: { type: 'boolean', default: false },
			live: { type: 'boolean', default: false },
			'yes-change-my-profile': { type: 'boolean', default: false },
		},
	});
	const token = process.env.PICKY_ASSIST_TOKEN ?? '';
	if (values.live) {
		if (token === '') {
			console.log(
				'Put your Picky Assist token into the environment variable PICKY_ASSIST_TOKEN first.',
			);
			process.exitCode = 1;
			return;
		}
		console.log(WARNING);
		if (!values['yes-change-my-profile']) {
			console.log('Nothing was sent. If you want that change, add --yes-change-my-profile.');
			process.exitCode = 1;
			return;
		}
	}
	const engine = await startEngine({ nodes: EXTRA_NODES });
	try {
		await (values.live ? updateRealProfile(engine, token) : demonstrate(engine, values.all));
	} finally {
		await engine.stop();
	}
}

main().catch((error: unknown) => {
	console.error(`The demo could not run: ${(error as Error).message}`);
	process.exitCode = 1;
});
