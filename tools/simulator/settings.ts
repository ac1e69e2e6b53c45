/** What a test may set: how the project is, whom it cannot reach, and how answers depart from the ordinary. */
import { TEMPLATES, type Template } from './templates';
import type { Fault } from './types';

/** Departures of an accepted `/push` from the documented sample. */
export interface PushAnswer {
	/** The recipients that get no entry; they are taken all the same. */
	leaveOut?: string[];
}

/** Departures of `/delivery-report` from the documented sample. */
export interface DeliveryState {
	/** 0 unknown, 1 delivered, 2 failed, 3 read. */
	status: number | string;
	error_code?: string;
	error_message?: string;
}

export interface RateLimit {
	requests: number;
	/** The length of the window, 60 unless told. */
	seconds?: number;
	/** What a request above the limit gets, HTTP 429 unless told; it has no effect either way. */
	excess?: Fault;
}

export interface Settings {
	/** The code by which a recipient (number, group or Messenger user) is refused. 802 spares templates. */
	refuse: Readonly<Record<string, number>>;
	pushAnswer: PushAnswer;
	/** By the end of the path, e.g. `{ push: { requests: 90 } }`. */
	rateLimits: Readonly<Record<string, RateLimit>>;
	/** What a delivery report says of messages, by message ID, reference number or recipient: delivered, unless told. */
	deliveryStates: Readonly<Record<string, DeliveryState>>;
	/** The templates of the project; a submitted one joins them. */
	templates: readonly Template[];
}

/** Some settings, as a test gives them. */
export type SettingChanges = Partial<Settings>;

export const DEFAULTS: Readonly<Settings> = {
	refuse: {},
	pushAnswer: {},
	rateLimits: {},
	deliveryStates: {},
	templates: TEMPLATES,
};
