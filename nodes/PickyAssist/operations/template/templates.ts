/** What the calls about templates share: how an answer is read, and what is told of a template. */
import type { IDataObject } from 'n8n-workflow';
import { judgeByStatus } from '../../../core/api/answers';
import { isRecord, omit } from '../../../core/json';
import { TEMPLATE_STATES } from '../../../data/templates';

export const TEMPLATE = { name: 'Template', value: 'template' };

export const TEMPLATE_STATUS = '/template-status';

const isTemplate = (value: unknown): value is IDataObject =>
	isRecord(value) && value.template_id !== undefined && value.template_id !== null;

/**
 * The templates in an answer, each with its own keys: `templates[]`, a list alone, or a single one beside the answer's
 * status and message. The page names the first and shows the last.
 */
export function templatesIn(answer: unknown): IDataObject[] {
	if (Array.isArray(answer)) return answer.filter(isTemplate);
	if (!isRecord(answer)) return [];
	if (Array.isArray(answer.templates)) return answer.templates.filter(isTemplate);
	const single = omit(answer, 'status', 'message');
	return isTemplate(single) ? [single] : [];
}

/**
 * Templates are an answer, whether a status stands beside them or not. An empty list without one is an answer too,
 * but not where a gateway may have written it.
 */
export function judgeTemplates(
	answer: unknown,
	httpStatus: number,
): ReturnType<typeof judgeByStatus> {
	const list = isRecord(answer) ? answer.templates : answer;
	const isEmpty = Array.isArray(list) && list.length === 0 && httpStatus < 400;
	return (
		judgeByStatus(answer) ?? (isEmpty || templatesIn(answer).length > 0 ? 'accepted' : undefined)
	);
}

const stateOf = ({ template_status }: IDataObject) => String(template_status ?? '').trim();

/** The state of a template in words, where it has one. */
export const withStateText = (template: IDataObject): IDataObject => ({
	...template,
	stateText: TEMPLATE_STATES.get(stateOf(template)) ?? 'Unknown',
});

export const hasStateIn = (template: IDataObject, states: readonly string[]) =>
	states.length === 0 || states.includes(stateOf(template));

/** The language versions of a template; one without a language is in none. */
export const translationsOf = ({ template_message }: IDataObject) =>
	[template_message].flat().flatMap((entry) => {
		if (!isRecord(entry)) return [];
		const language = trimmed(entry.language);
		return language ? [{ language, text: trimmed(entry.message) }] : [];
	});

const trimmed = (value: unknown) => (typeof value === 'string' ? value.trim() : '');
