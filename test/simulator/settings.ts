/** What a test may set: how the project is, whom it cannot reach, and how answers depart from the ordinary. */
import * as z from 'zod/v4';
import { hasEffect } from './answers';
import { CALLS } from './calls';
import { readFault } from './faults';
import { TEMPLATE, TEMPLATES } from './templates';
import type { Fault } from './types';

const anything = z.record(z.string(), z.unknown());

const fault = z.unknown().transform((value, context): Fault => {
	try {
		return readFault(value);
	} catch (error) {
		context.addIssue({ code: 'custom', message: (error as Error).message });
		return z.NEVER;
	}
});

/** Departures of an accepted `/push` from the documented sample. */
const pushAnswer = z.strictObject({
	/** The key `data` is not there, or is an empty list. */
	data: z.enum(['missing', 'empty']).optional(),
	/** The recipients that get no entry; they are taken all the same. */
	leaveOut: z.array(z.string()).optional(),
	order: z.enum(['reversed']).optional(),
	/** `+15550000001`, `0015550000001`, another number than was sent, or no number at all. */
	numbers: z.enum(['plus', 'zeros', 'other', 'missing']).optional(),
	/** `push_id` and `msg_id` as JSON numbers. */
	ids: z.enum(['numbers']).optional(),
	/** More keys beside `status` and in each entry, e.g. `{ error: '…' }`. */
	extra: anything.optional(),
	extraInEntries: anything.optional(),
});

/** Departures of `/delivery-report` from the documented sample. */
const reportAnswer = z.strictObject({
	/** This code, as `{ status, error_message }`. */
	refusal: z.union([z.number(), z.string()]).optional(),
	/** A `status` beside the report. */
	status: z.union([z.number(), z.string()]).optional(),
	/** All that is made of digits as text, or as numbers. */
	digits: z.enum(['text', 'numbers']).optional(),
	data: z.enum(['missing', 'empty']).optional(),
	extra: anything.optional(),
});

const deliveryState = z.strictObject({
	/** 0 unknown, 1 delivered, 2 failed, 3 read. */
	status: z.union([z.number(), z.string()]),
	error_code: z.string().optional(),
	error_message: z.string().optional(),
});

const rateLimit = z.strictObject({
	requests: z.int().positive(),
	/** The length of the window, 60 unless told. */
	seconds: z.number().positive().optional(),
	/** What a request above the limit gets, HTTP 429 unless told; it has no effect either way. */
	excess: fault
		.refine(
			(each) => !hasEffect(each) && !each.applyFirst,
			'This fault lets the request have its effect',
		)
		.optional(),
});

const SETTINGS = z.strictObject({
	/** The channels of the project, all where `null`; any other is answered 801. */
	channels: z.array(z.number()).nullable(),
	/** Whether the project has an official WhatsApp account; without one, what is for such accounts answers 801. */
	officialAccount: z.boolean(),
	/** The code by which a recipient (number, group or Messenger user) is refused. 802 spares templates. */
	refuse: z.record(z.string(), z.number()),
	/** Which messages of a refused `/push` are taken: none, all but the refused ones, or those before the first refused. */
	takenOfRefused: z.enum(['none', 'others', 'earlier']),
	pushAnswer,
	/** By the end of the path, e.g. `{ push: { requests: 90 } }`. */
	rateLimits: z.record(
		z.string().refine((name) => Object.hasOwn(CALLS, name)),
		rateLimit,
	),
	/** What a delivery report tells of messages, by message ID, reference number or recipient. */
	deliveryStates: z.record(z.string(), deliveryState),
	/** What it tells of all others: 1, delivered, unless told. */
	deliveryState,
	reportAnswer,
	/** The templates of the project; a submitted one joins them. */
	templates: z.array(TEMPLATE),
	/** The list of all templates as `templates[]`, as a bare array, or the first one alone. */
	templateList: z.enum(['templates', 'array', 'object']),
	balance: z.union([z.number(), z.string()]),
	/** The word of the WhatsApp Web server: `CONNECTED`, `TIMEOUT`, `UNPAIRED` or any other. */
	webStatus: z.union([z.string(), z.number()]),
	/** 100 where a phone is linked, else 101. */
	phoneStatus: z.union([z.number(), z.string()]),
});

export type Settings = z.output<typeof SETTINGS>;

const CHANGES = SETTINGS.partial();

/** Some settings, as a test gives them. */
export type SettingChanges = z.input<typeof CHANGES>;

const DEFAULTS: Readonly<Settings> = {
	channels: null,
	officialAccount: true,
	refuse: {},
	takenOfRefused: 'none',
	pushAnswer: {},
	rateLimits: {},
	deliveryStates: {},
	deliveryState: { status: '1' },
	reportAnswer: {},
	templates: [...TEMPLATES],
	templateList: 'templates',
	balance: 1250.5,
	webStatus: 'CONNECTED',
	phoneStatus: 100,
};

/** The settings after a change, which replaces whole properties; throws one clear sentence. */
export function changeSettings(
	changes: unknown,
	settings: Readonly<Settings> = DEFAULTS,
): Settings {
	const { data, error } = CHANGES.safeParse(changes);
	if (!error) return { ...settings, ...(data as Partial<Settings>) };
	const [issue] = error.issues;
	throw new TypeError(`The settings are refused at "${issue?.path.join('.')}": ${issue?.message}`);
}
