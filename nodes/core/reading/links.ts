/** Links, as people paste them. */
import { isRecord } from '../json';
import { withoutHidden } from './characters';
import { readText } from './values';

const LINE_BREAK = /[\n-\r\u0085\u2028\u2029]/;

/** White space that is on one line. */
const BLANK = /[^\S\n-\r\u2028\u2029]/g;

/** A comma, a semicolon or white space before the next link, or a host name with one of them. */
const SEVERAL = /^https?:\/\/(.*[,;\s]https?:\/\/|[^/?#@,;]*[,;][^/?#@]*([/?#]|$))/is;

const isWebAddress = (link: string) =>
	/^https?:\/\/\S+$/i.test(link) && !LINE_BREAK.test(link) && URL.canParse(link);

/** What a link cannot be; the first that fits is told. */
const FAULTS = [
	{
		isIn: (link: string) => SEVERAL.test(link),
		what: 'holds more than one link',
		fix: 'Keep one of them',
	},
	{
		isIn: (link: string) => /^https?:/i.test(link) && LINE_BREAK.test(link),
		what: 'has a line break in it',
		fix: 'Write it on one line',
	},
	{
		isIn: (link: string) => !isWebAddress(link),
		what: 'is not a web address',
		fix: 'Write the whole link',
	},
];

/** What is wrong with a link, `http:` or `https:`. */
export const faultIn = (link: string) => FAULTS.find(({ isIn }) => isIn(link));

/** A link with its blanks written as links have them; what is no link stays as it is. */
export function linkOf(text: string): string {
	const link = text.replace(BLANK, '%20');
	return SEVERAL.test(text) || faultIn(link) ? text : link;
}

/**
 * An address up to the comma that ends it. A path, a query or a fragment holds a comma, unless the next thing cannot
 * belong to it.
 */
const ADDRESS = /([a-z][a-z\d+.-]*:\/\/)?[^,/?#]*([/?#]([^,]|,(?!\s|,|http|$))*)?/gi;

/** A host name with a dot in it, and a port or a path or nothing behind it. */
const STARTS_WITH_HOST = /^([\p{L}\p{M}\p{N}_-]+\.)+[\p{L}\p{M}\p{N}-]+\.?(:\d+)?([/?#]|$)/u;

/** `example.com` becomes `https://example.com`; everything else stays. */
const withScheme = (entry: string) => (STARTS_WITH_HOST.test(entry) ? `https://${entry}` : entry);

/** The links in text, lists and `{ url }` in any nesting. */
export function linksIn(raw: unknown, code: number): string[] {
	if (Array.isArray(raw)) return raw.flatMap((entry) => linksIn(entry, code));
	if (isRecord(raw)) {
		if ('website' in raw) return linksIn(raw.website, code);
		if ('url' in raw) return linksIn(raw.url, code);
		if (Object.keys(raw).length === 0) return [];
	}
	return withoutHidden(readText(raw, 'web addresses', code) ?? '')
		.split(LINE_BREAK)
		.flatMap((line) => line.match(ADDRESS) ?? [])
		.map((entry) => entry.trim())
		.filter((entry) => entry !== '')
		.map((entry) => linkOf(withScheme(entry)));
}
