/**
 * `/template-status`: one template by its ID, or all.
 *
 * The documentation is silent on the following; this is what the simulator does instead:
 * - The list of all templates is documented as `templates[]` and not shown.
 * - Every template in the list has the keys of the documented single answer. Header and footer are left out where
 *   there is none, and buttons, which are not shown anywhere, come as they were submitted.
 * - `template_id` may be left out, blank or `null` to ask for all; anything else than text answers 410.
 * - An ID is compared as it is written, letter by letter.
 */
import { answer, INVALID_REQUEST, SUCCESS } from '../codes';
import type { Template } from '../templates';
import type { Call } from './call';
import { fits, isEither, isOneOf, isText } from './checks';

const NOT_FOUND = 804;
const NONE = 817;

const SHAPE = { template_id: isEither(isText, isOneOf(null)) };

const one = (template: Template | undefined) =>
	template ? { ...template, ...answer(SUCCESS) } : answer(NOT_FOUND);

export const templateStatus: Call = {
	judge: (fields, { settings }) => {
		if (!fits(SHAPE, fields)) return { answer: answer(INVALID_REQUEST) };
		const { templates } = settings;
		const { template_id: id } = fields;
		if (id) return { answer: one(templates.find(({ template_id }) => template_id === id)) };
		return { answer: templates.length > 0 ? { templates, ...answer(SUCCESS) } : answer(NONE) };
	},
};
