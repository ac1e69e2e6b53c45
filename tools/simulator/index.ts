/** A stand-in for Picky Assist, as strict as its documentation: judge.ts and calls/ say what it does if that is silent. */
export { MESSAGES } from './codes';
export { SIMULATOR_TOKEN, startSimulator, type Simulator, type SimulatorOptions } from './server';
export type { SettingChanges, Settings } from './settings';
export type { Template } from './templates';
export type { Fault, Profile, RecordedRequest, SentMessage } from './types';
