/** A stand-in for Picky Assist, as strict as its documentation: judge.ts and calls/ say what it does where that is silent. */
export { CONTROL_CALLS } from './control';
export { MESSAGES } from './codes';
export { SIMULATOR_TOKEN, startSimulator } from './server';
export type { SettingChanges, Settings } from './settings';
export type { Template } from './templates';
export type {
	Counts,
	DeviceCommand,
	Fault,
	Match,
	Profile,
	RecordedRequest,
	SentMessage,
	Simulator,
	SimulatorOptions,
	Tally,
	TemplateMessage,
	TemplateSubmission,
	TwoStepVerification,
} from './types';
