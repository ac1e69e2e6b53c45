/**
 * `/template-request`: a new template, for WhatsApp to approve.
 *
 * The documentation is silent on the following; this is what the simulator does instead:
 * - No code is documented: 410 is the answer to every wrong field, a name that is taken included.
 * - Categories are 12 to 14, as the table says; the older numbers of the samples are refused.
 * - A character is a UTF-16 unit, the unit that refuses earliest.
 * - Header and footer belong to each message, as in the documented samples. Neither they nor buttons and sample values
 *   are held against the message, and buttons may be any objects.
 * - The new template is pending (1), has the header and footer of its first message, and an ID of its own.
 */
import { answer, INVALID_REQUEST, SUCCESS } from '../codes';
import type { State } from '../state';
import type { TemplateMessage, TemplateSubmission } from '../types';
import type { Call, Fields } from './call';
import {
	fits,
	isChannel,
	isFilled,
	isListOf,
	isObjects,
	isOneOf,
	isTexts,
	isUpTo,
	isWebAddress,
	variablesIn,
	type Check,
} from './checks';

const PENDING = '1';
const TEXT = 1;
const TEXT_LIMIT = 1024;
const CAPTION_LIMIT = 160;

const isHeader: Check = (value) => isUpTo(60)(value) && variablesIn(String(value)) <= 1;
const isFooter: Check = (value) => isUpTo(60)(value) && variablesIn(String(value)) === 0;

const MESSAGE = {
	message: isFilled,
	language: isFilled,
	header: isHeader,
	footer: isFooter,
	buttons: isObjects,
};

const isMessages: Check = (value) =>
	isListOf(MESSAGE)(value) &&
	(value as Fields[]).length > 0 &&
	(value as Fields[]).every((entry) => 'message' in entry && 'language' in entry);

const SHAPE = {
	application: isChannel,
	name: (value: unknown) => /^[a-z0-9_]+$/.test(String(value)),
	category: isOneOf(12, 13, 14),
	message_type: isOneOf(TEXT, 2, 3, 4),
	messages: isMessages,
	sample_message: isTexts,
	sample_button_value: () => true,
	sample_url: isWebAddress,
};

const MANDATORY = ['name', 'category', 'message_type', 'messages'];

const isSubmission = (fields: Fields): fields is Fields & TemplateSubmission => {
	if (!fits(SHAPE, fields) || !MANDATORY.every((name) => name in fields)) return false;
	const limit = fields.message_type === TEXT ? TEXT_LIMIT : CAPTION_LIMIT;
	return (fields.messages as TemplateMessage[]).every(({ message }) => message.length <= limit);
};

const isTaken = (name: string, { settings }: State) =>
	settings.templates.some(({ template_name }) => template_name === name);

const addTo = (state: State, id: string, submission: TemplateSubmission) => {
	const { name, category, message_type, messages } = submission;
	const [{ header, footer, buttons } = {} as TemplateMessage] = messages;
	const template = {
		template_id: id,
		template_name: name,
		template_status: PENDING,
		message_type: String(message_type),
		category: String(category),
		...(header && { header }),
		...(footer && { footer }),
		template_message: messages.map(({ message, language }) => ({ message, language })),
		...(buttons && { buttons }),
	};
	state.submissions.push(submission);
	state.settings = { ...state.settings, templates: [...state.settings.templates, template] };
};

export const templateRequest: Call = {
	judge: (fields, state) => {
		if (!isSubmission(fields) || isTaken(fields.name, state)) {
			return { answer: answer(INVALID_REQUEST) };
		}
		const id = state.newTemplateId();
		return {
			answer: { template_id: id, template_status: Number(PENDING), ...answer(SUCCESS) },
			effect: () => addTo(state, id, fields),
		};
	},
};
