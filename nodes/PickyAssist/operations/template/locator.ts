import { NodeOperationError, type IDataObject, type INodeProperties } from 'n8n-workflow';
import type { ListSearch } from '../../../core/operation';
import { TEMPLATE_STATES } from '../../../data/templates';
import { getManyTemplates } from './getMany';
import { translationsOf } from './templates';

/** A template, chosen from a list or by its ID. */
export const TEMPLATE_LOCATOR: INodeProperties = {
	displayName: 'Template',
	name: 'template',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'The message template; blank is refused',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchTemplates', searchable: true },
		},
		{ displayName: 'ID', name: 'id', type: 'string', placeholder: 'e.g. YG7203' },
	],
};

const APPROVED = TEMPLATE_STATES.get('3');

/** How much of a template's words the list shows. */
const SHOWN_CHARACTERS = 80;

/** An entry for each language of a template, so that the choice says the language too. */
function entriesOf(template: IDataObject) {
	const { template_id, template_name, stateText: state } = template;
	const id = String(template_id);
	const title = typeof template_name === 'string' && template_name !== '' ? template_name : id;
	const translations = translationsOf(template);
	if (translations.length === 0) return [{ name: `${title} · ${String(state)}`, value: id, state }];
	return translations.map(({ language, text }) => ({
		name: [title, language, state, beginningOf(text)].filter(Boolean).join(' · '),
		value: `${id}|${language}`,
		state,
	}));
}

/** The beginning of a text, on one line and without half an emoji. */
function beginningOf(text: string): string {
	const characters = Array.from(text.replace(/\s+/g, ' '));
	const isCut = characters.length > SHOWN_CHARACTERS;
	return characters.slice(0, SHOWN_CHARACTERS).join('') + (isCut ? '…' : '');
}

/**
 * The templates of the project for the locator's list, approved ones first.
 *
 * @throws NodeOperationError or NodeApiError, whose sentence the list shows.
 */
export const searchTemplates: ListSearch = async function (filter = '') {
	const { fetchForEditor } = await import('../../../core/running/fetchForEditor');
	const templates = await fetchForEditor(this, getManyTemplates, { returnAll: true });
	const entries = templates.flatMap(entriesOf);
	if (entries.length === 0) {
		throw new NodeOperationError(this.getNode(), 'The Picky Assist project has no templates yet', {
			description:
				'Submit one with Template: Submit for Approval, or make one in Picky Assist, and open this list again.',
		});
	}
	const wanted = filter.trim().toLowerCase();
	const found = entries.filter(({ name, value }) =>
		`${name} ${value}`.toLowerCase().includes(wanted),
	);
	const inOrder = [
		...found.filter(({ state }) => state === APPROVED),
		...found.filter(({ state }) => state !== APPROVED),
	];
	return { results: inOrder.map(({ name, value }) => ({ name, value })) };
};
