/**
 * `/push`: messages to numbers, groups and Messenger users.
 *
 * The documentation is silent on the following; this is what the simulator does instead:
 * - Order of the checks: shape, template (804), list of recipients, then one recipient after another: empty (402),
 *   malformed (406), refused by a test, no content (407).
 * - One refused recipient refuses the request, by the code of the first, and nothing of it is taken.
 * - A number has 7 to 15 digits and no 0 in front; with `+`, letters or anything else it answers 406. As a JSON number
 *   it answers 410, as does every other field of a wrong type. Blank text counts as not there.
 * - `application` is a number or its digits as text. A channel is not held to what its kind can do.
 * - No list or an empty one answers 402. The same recipient may be in it twice.
 * - Of the recipient's own text and a global one, the own one counts. More than 4,096 UTF-16 units answer 410.
 * - A template that is not approved answers 804 like an unknown one, and so does a language that it does not have.
 *   Without a language its first one is meant. Values, headers and files are not held against the template.
 * - 802 (set by a test) spares templates.
 * - `location` is an object or a list of one, with numbers or digits as text. `contact` may be any list of objects.
 * - A link is not fetched and base64 is not decoded; both only have to look right.
 * - Groups have `group_id` and no `data`; a blank one answers 836. The entry in the answer has the group's ID, and that of
 *   Messenger the user's ID, as `number`.
 * - Of what only third parties know, `group_id`, `interactive_globalbuttons`, lists as `template_header`, `createcontact`,
 *   `quoted` and `type` are taken. What `payload`, `sleep` and a `reference_number` beside `data` do is told by one old
 *   client each: they answer 410.
 * - The number filter (`action`) is not there.
 */
import { channelOf } from '../channels';
import { answer, INVALID_REQUEST } from '../codes';
import { isJsonObject } from '../replies';
import type { State } from '../state';
import type { Template } from '../templates';
import type { SentMessage } from '../types';
import type { Call, Fields, Verdict } from './call';
import {
	fits,
	isEither,
	isFilled,
	isFlag,
	isListOf,
	isNumeric,
	isObjects,
	isOneOf,
	isText,
	isTexts,
	isUpTo,
	isWebAddress,
	type Check,
} from './checks';
import { acceptance } from './pushAnswer';

const EMPTY_LIST = 402;
const INVALID_NUMBER = 406;
const EMPTY_MESSAGE = 407;
const SESSION_EXPIRED = 802;
const INVALID_TEMPLATE = 804;
const INVALID_GROUP = 836;

const TEXT_LIMIT = 4096;

const isLink = isEither(isOneOf(''), isWebAddress);
const isBase64: Check = (value) =>
	typeof value === 'string' && value.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(value);

const isDecimal: Check = (value) =>
	Number.isFinite(value) || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value));

const PLACE = { name: isText, address: isText, lat: isDecimal, long: isDecimal };

const isPlace: Check = (value) =>
	isJsonObject(value) && fits(PLACE, value) && 'lat' in value && 'long' in value;

const isLocation: Check = (value) =>
	isPlace(value) || (Array.isArray(value) && value.length === 1 && isPlace(value[0]));

const RECIPIENT = {
	number: isText,
	messenger_id: isEither(isText, isNumeric),
	message: isUpTo(TEXT_LIMIT),
	media: isLink,
	media_code: isBase64,
	template_message: isTexts,
	template_header: isEither(isUpTo(60), isTexts),
	language: isText,
	reference_number: isText,
	quoted: isText,
};

const SHAPE = {
	application: isNumeric,
	priority: isFlag,
	voice: isFlag,
	sticker: isFlag,
	createcontact: isFlag,
	type: isOneOf(1, 2, 3, 4, 5, 6, 7, 9, '1', '2', '3', '4', '5', '6', '7', '9'),
	globalmessage: isUpTo(TEXT_LIMIT),
	globalmedia: isLink,
	globalmedia_code: isBase64,
	media_name: isUpTo(20),
	location: isLocation,
	contact: isObjects,
	group_id: isText,
	quoted: isText,
	template_id: isText,
	language: isText,
	template_globalmessage: isTexts,
	template_header: isUpTo(60),
	interactive_globalbuttons: isTexts,
	data: isListOf(RECIPIENT),
};

/** A well-formed recipient. */
interface Recipient {
	number?: string;
	messenger_id?: string | number;
	message?: string;
	media?: string;
	media_code?: string;
	template_message?: string[];
	template_header?: string | string[];
	language?: string;
	reference_number?: string;
}

/** A well-formed body. */
interface Body {
	application: string | number;
	priority?: string | number;
	globalmessage?: string;
	globalmedia?: string;
	globalmedia_code?: string;
	media_name?: string;
	location?: unknown;
	contact?: unknown[];
	group_id?: string;
	template_id?: string;
	language?: string;
	template_globalmessage?: string[];
	template_header?: string;
	interactive_globalbuttons?: string[];
	data?: Recipient[];
}

/** A request on its way through the checks. */
interface Push {
	body: Body;
	template: Template | undefined;
	recipients: Recipient[];
}

const isThere = (value: unknown) => value !== undefined && value !== '';

const has = (fields: object, names: readonly string[]) =>
	names.some((name) => isThere((fields as Fields)[name]));

const OWN_FILE = ['media', 'media_code'];
const GLOBAL_FILE = ['globalmedia', 'globalmedia_code'];

const languageOf = ({ body, template }: Push, recipient: Recipient) =>
	recipient.language || body.language || template?.template_message[0]?.language;

const textIn = (push: Push, recipient: Recipient) => {
	const language = languageOf(push, recipient);
	return push.template?.template_message.find((text) => text.language === language)?.message;
};

const isApproved = (push: Push) =>
	String(push.template?.template_status) === '3' &&
	push.recipients.every((recipient) => textIn(push, recipient) !== undefined);

/** The code that refuses the request, whoever its recipients are. */
const refusalOf = (push: Push): number | undefined => {
	const { body, recipients } = push;
	if (body.template_id && !isApproved(push)) return INVALID_TEMPLATE;
	if (body.group_id !== undefined) return isFilled(body.group_id) ? undefined : INVALID_GROUP;
	return recipients.length === 0 ? EMPTY_LIST : undefined;
};

const recipientOf = ({ body }: Push, { number, messenger_id }: Recipient) =>
	body.group_id ?? String(number || (messenger_id ?? ''));

const isMalformed = ({ body }: Push, { number }: Recipient, to: string) => {
	if (body.group_id !== undefined) return false;
	return number ? !/^[1-9]\d{6,14}$/.test(to) : !/^\d+$/.test(to);
};

const valuesOf = ({ body }: Push, { template_message }: Recipient) =>
	template_message ?? body.template_globalmessage ?? [];

const headerOf = ({ body }: Push, { template_header }: Recipient) =>
	template_header ?? body.template_header;

const CONTENT = [...GLOBAL_FILE, 'location', 'contact', 'template_id'];

const hasContent = ({ body }: Push, recipient: Recipient) =>
	has(body, CONTENT) ||
	has(recipient, OWN_FILE) ||
	isFilled(recipient.message) ||
	isFilled(body.globalmessage);

const codeFor = ({ template }: Push, to: string, { settings }: State) => {
	const code = Object.hasOwn(settings.refuse, to) ? settings.refuse[to] : undefined;
	return code === SESSION_EXPIRED && template ? undefined : code;
};

/** The code that refuses one recipient. */
const recipientRefusal = (push: Push, recipient: Recipient, state: State): number | undefined => {
	const to = recipientOf(push, recipient);
	if (to.trim() === '') return EMPTY_LIST;
	if (isMalformed(push, recipient, to)) return INVALID_NUMBER;
	const code = codeFor(push, to, state);
	if (code !== undefined) return code;
	return hasContent(push, recipient) ? undefined : EMPTY_MESSAGE;
};

const kindOf = ({ body }: Push, { number }: Recipient): SentMessage['kind'] => {
	if (body.group_id !== undefined) return 'group';
	return number ? 'number' : 'messenger';
};

/** The properties that are there. */
const present = <T extends object>(properties: T) =>
	Object.fromEntries(Object.entries(properties).filter(([, value]) => isThere(value))) as {
		[Key in keyof T]?: NonNullable<T[Key]>;
	};

const templateIn = (push: Push, recipient: Recipient): SentMessage['template'] => {
	const { body, template } = push;
	if (!template) return undefined;
	return {
		id: template.template_id,
		language: languageOf(push, recipient) ?? '',
		values: valuesOf(push, recipient),
		...present({
			header: headerOf(push, recipient),
			buttons: body.interactive_globalbuttons,
		}),
	};
};

const messageTo = (push: Push, recipient: Recipient, pushId: string, state: State): SentMessage => {
	const { body } = push;
	return {
		pushId,
		messageId: state.outbox.newMessageId(),
		channel: channelOf(body.application),
		kind: kindOf(push, recipient),
		to: recipientOf(push, recipient),
		takenAt: state.now(),
		...present({
			referenceNumber: recipient.reference_number,
			text: recipient.message || body.globalmessage,
			mediaUrl: recipient.media || body.globalmedia,
			mediaCode: recipient.media_code || body.globalmedia_code,
			mediaName: body.media_name,
			location: body.location as SentMessage['location'],
			contacts: body.contact,
			template: templateIn(push, recipient),
			highPriority: String(body.priority ?? '0') === '1' || undefined,
		}),
	};
};

const send = (push: Push, state: State): Verdict => {
	const codes = push.recipients.map((recipient) => recipientRefusal(push, recipient, state));
	const code = codes.find((each) => each !== undefined);
	if (code !== undefined) return { answer: answer(code) };

	const pushId = state.outbox.newPushId();
	const messages = push.recipients.map((recipient) => messageTo(push, recipient, pushId, state));
	return {
		answer: acceptance(pushId, messages, state.settings.pushAnswer),
		effect: () => state.outbox.take(pushId, messages),
	};
};

/** The one recipient that stands for a group. */
const GROUP: Recipient = {};

export const push: Call = {
	judge: (fields, state) => {
		if (!('application' in fields) || !fits(SHAPE, fields)) {
			return { answer: answer(INVALID_REQUEST) };
		}
		const body = fields as unknown as Body;
		const { template_id, data = [] } = body;
		const whole = {
			body,
			template: state.settings.templates.find((each) => each.template_id === template_id),
			recipients: body.group_id === undefined ? data : [GROUP],
		};
		const refused = refusalOf(whole);
		return refused === undefined ? send(whole, state) : { answer: answer(refused) };
	},
};
