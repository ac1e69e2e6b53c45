/** A stand-in for Picky Assist, as strict as its documentation: see rules.ts for what it does where that is silent. */
export { CONTROL_CALLS } from './control';
export { MESSAGES } from './codes';
export { SIMULATOR_TOKEN, startSimulator } from './server';
export type {
	Counts,
	Fault,
	Match,
	Profile,
	RecordedRequest,
	Simulator,
	SimulatorOptions,
} from './types';
