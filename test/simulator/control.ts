/** The simulator's remote control: what tests in other processes call, under `/__control`. */
import { readFault } from './faults';
import { json, type Reply } from './replies';
import type { SettingChanges } from './settings';
import type { Simulator } from './types';

export const CONTROL_PREFIX = '/__control';

type Call = (simulator: Simulator, body: unknown) => unknown;

const CALLS: Readonly<Record<string, Call>> = {
	'POST /faults': (simulator, body) => {
		const faults = (Array.isArray(body) ? body : [body]).map(readFault);
		faults.forEach((fault) => simulator.fault(fault));
		return { added: faults.length };
	},
	'GET /requests': ({ requests }) => requests,
	'GET /profiles': (simulator) => simulator.profiles(),
	'POST /settings': (simulator, body) => {
		simulator.set(body as SettingChanges);
		return simulator.settings;
	},
	'GET /settings': ({ settings }) => settings,
	'GET /messages': ({ messages }) => messages,
	'GET /tally': ({ tally: { messages, byRecipient, byReference } }) => ({
		messages,
		byRecipient: Object.fromEntries(byRecipient),
		byReference: Object.fromEntries(byReference),
	}),
	'GET /submissions': ({ submissions }) => submissions,
	'GET /commands': ({ commands }) => commands,
	'GET /two-step-verification': ({ twoStepVerification }) => twoStepVerification,
	'GET /state': ({ counts }) => counts,
	'POST /reset': (simulator) => {
		simulator.reset();
		return { reset: true };
	},
};

export const CONTROL_CALLS = Object.keys(CALLS).map((call) =>
	call.replace(' ', ` ${CONTROL_PREFIX}`),
);

export function control(simulator: Simulator, method: string, path: string, body: unknown): Reply {
	const call = CALLS[`${method} ${path.slice(CONTROL_PREFIX.length)}`];
	if (!call) return json({ error: `There are these calls: ${CONTROL_CALLS.join(', ')}` }, 404);
	try {
		return json(call(simulator, body));
	} catch (error) {
		return json({ error: error instanceof Error ? error.message : String(error) }, 400);
	}
}
