/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
import type { IncomingHttpHeaders } from 'node:http';

/** What one channel's WhatsApp profile holds. A cleared field is not there. */
export interface Profile {
	about?: string;
	address?: string;
	description?: string;
	email?: string;
	industry?: number;
	websites?: string[];
	profile_pic?: string;
}

/** A message that was taken, whatever answer its request got. */
export interface SentMessage {
	pushId: string;
	messageId: string;
	channel: string;
	kind: 'number' | 'group' | 'messenger';
	/** The number, the group's ID or the Messenger user's ID, as it was sent. */
	to: string;
	takenAt: number;
	referenceNumber?: string;
	/** The recipient's own text or caption, else the global one. */
	text?: string;
	mediaUrl?: string;
	/** A file in base64. */
	mediaCode?: string;
	mediaName?: string;
	location?: object;
	contacts?: unknown[];
	template?:
		| {
				id: string;
				language: string;
				values: string[];
				/** The values of a text header, or the name of a document. */
				header?: string | string[];
				buttons?: string[];
		  }
		| undefined;
	highPriority?: boolean;
}

/** How many messages were taken, in all, by recipient and by reference number: it is kept without recording too. */
export interface Tally {
	messages: number;
	byRecipient: ReadonlyMap<string, number>;
	byReference: ReadonlyMap<string, number>;
}

export interface TemplateMessage {
	message: string;
	language: string;
	header?: string;
	footer?: string;
	buttons?: object[];
}

/** A template that was taken for approval, as it was sent. */
export interface TemplateSubmission {
	application?: number;
	name: string;
	category: number;
	message_type: number;
	messages: TemplateMessage[];
	sample_message?: string[];
	sample_button_value?: unknown;
	sample_url?: string;
}

export interface DeviceCommand {
	/** `''` where the request named none. */
	channel: string;
	command: string;
}

/** A WhatsApp group, as those in it see it. */
export interface Group {
	id: string;
	subject: string;
	/** Numbers; admins are members too. */
	admins: string[];
	members: string[];
	/** `''` where it was deleted. */
	inviteLink: string;
}

export interface TwoStepVerification {
	enabled: boolean;
	pin?: string;
}

export interface RecordedRequest {
	method: string;
	path: string;
	headers: IncomingHttpHeaders;
	/** The parsed JSON, or the text where it is none. It holds the token: never print it. */
	body: unknown;
	/** Milliseconds since 1970, with a fraction: comparable between processes of one machine. */
	receivedAt: number;
	/** When the whole answer was handed over; missing while it is not, and for an answer cut off. */
	answeredAt?: number;
	/** The HTTP status sent, if any. */
	status?: number;
	/** The Picky Assist status in the answer, if it is a number. */
	code?: number;
	application: number | string | null;
}

/** Which requests a fault is for: all of the named properties have to agree. */
export interface Match {
	/** The channel, as number or text; `null` for requests without one. */
	application?: number | string | null;
	/** One of the recipients: a number, a group's ID or a Messenger user's ID. */
	number?: string;
	/**
	 * A part of the body: objects may have more properties, and lists more entries in any order, e.g.
	 * `{ data: [{ message: 'Hello' }] }`.
	 */
	body?: Record<string, unknown>;
}

/**
 * An answer other than the ordinary one. The properties combine: `{ status: 819, gzip: true }` is a compressed refusal,
 * `{ httpStatus: 503, applyFirst: true }` a proxy's error after the change was made.
 *
 * A fault that only dresses the ordinary answer (`latency`, `headers`, `charset`, `bodySize`, `headerFlood`, `gzip`,
 * `trickle`) lets the request have its effect; any other keeps it from having one, unless `applyFirst` is set.
 */
export interface Fault {
	/** How many requests get it: 1 unless told, `Infinity` for all. */
	times?: number;
	match?: Match;
	/** Milliseconds before the answer, instead of the simulator's own latency. */
	latency?: number;
	/** The request has its effect at once, before latency and fault: the answer is lost, the change is not. */
	applyFirst?: boolean;

	/** HTTP status; the body is a proxy's error page unless another property makes one. */
	httpStatus?: number;
	/** A Picky Assist status, of any type, in HTTP 200 unless `httpStatus` says otherwise. */
	status?: unknown;
	/** Text is sent as HTML, all else as JSON. */
	body?: unknown;
	/** Text sent as it is, as `application/json` unless `contentType` says otherwise. */
	raw?: string;
	contentType?: string;
	/** Writes the token into the message (or the text) of the answer, by default of a refusal with 410. */
	echoToken?: 'raw' | 'urlEncoded' | 'embedded';
	/** Location of a redirect, 307 unless `httpStatus` says otherwise. */
	redirect?: string;
	/** The body is cut in its middle, and declared so: a whole HTTP answer with half a JSON text. */
	truncated?: boolean;

	headers?: Record<string, string>;
	/** The charset that the answer claims; its bytes stay UTF-8. */
	charset?: string;
	/** Fills the body up to this many bytes: a JSON object by a property `padding`, text by repeating a letter. */
	bodySize?: number;
	/** Adds this many headers of about 50 bytes. */
	headerFlood?: number;
	gzip?: boolean;

	/** Destroys the connection without a byte of answer. */
	reset?: boolean;
	/** Sends the headers and half of the declared body, then destroys the connection. */
	closeHalfway?: boolean;
	/** Never answers. */
	hang?: boolean;
	/** Sends the body slowly. */
	trickle?: { bytesPerSecond: number };
}

export interface Counts {
	/** Requests since the start or the last reset. */
	requests: number;
	inFlight: number;
	peakInFlight: number;
}
