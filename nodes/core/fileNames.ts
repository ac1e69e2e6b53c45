/** How files are named, those that come in and those that go out: a phone opens a file by the ending of its name. */
import { ENDINGS } from '../data/fileTypes';
import { textOf } from './output/keys';
import { beginningOf } from './reading/characters';

/** By ending; of several types the first one in the table. */
const TYPES = new Map(
	[...ENDINGS].reverse().flatMap(([type, endings]) => endings.map((ending) => [ending, type])),
);

/** What servers say of a file that they know nothing of. */
const ANY_BYTES = /^(application|binary)\/octet-stream$/;

/** A type whose name is an ending, too, such as `image/heic` or `audio/x-caf`. */
const NAMED_BY_ENDING = /^(?:image|audio|video|text)\/(?:x-|vnd\.)?([a-z\d]{2,5})$/;

const plainType = (type: unknown) => textOf(type)?.split(';')[0]!.trim().toLowerCase() ?? '';

const endingOfType = (type: string) => ENDINGS.get(type)?.[0] ?? NAMED_BY_ENDING.exec(type)?.[1];

/** What is behind the last dot of a name, if it looks like an ending. */
const lastPartOf = (name: string) => /\.([a-z\d]{2,5})$/i.exec(name)?.[1]!.toLowerCase();

/**
 * The name that a file gets: its own with an ending, that of its type where it has none, at most as long as the limit.
 * `undefined` where nothing that n8n, or a server, says of the file could name it.
 */
export function nameOf(
	file: { readonly [Key in 'fileName' | 'mimeType' | 'fileExtension']?: string | undefined },
	limit = Infinity,
): string | undefined {
	const name = seen(textOf(file.fileName) ?? '');
	const wanted = endingOfType(plainType(file.mimeType)) ?? knownOf(file.fileExtension);
	const last = lastPartOf(name);
	const hasEnding = last !== undefined && (last === wanted || TYPES.has(last));
	const ending = hasEnding ? name.slice(-last.length - 1) : wanted ? `.${wanted}` : '';
	const stem = tidy(hasEnding ? name.slice(0, -ending.length) : name);
	const shortened = tidy(beginningOf(stem, limit - ending.length));
	return shortened === '' && ending === '' ? undefined : (shortened || 'file') + ending;
}

/** The type of a file: that of its ending, if its server names it only as bytes. Without any, n8n looks by itself. */
export function typeOf(name: string | undefined, mimeType: unknown): string | undefined {
	const type = plainType(mimeType);
	const known = ANY_BYTES.test(type) ? TYPES.get(lastPartOf(name ?? '') ?? '') : undefined;
	return known ?? (type || undefined);
}

function knownOf(ending: unknown): string | undefined {
	const plain = textOf(ending)?.toLowerCase();
	return plain !== undefined && TYPES.has(plain) ? plain : undefined;
}

/** Signs that nobody sees, and in the group those that spell a word of another script or an emoji. */
const HIDDEN =
	/((?<=[^\p{ASCII}\p{Cf}])(?:\uFE0F|[\u200C\u200D](?=[^\p{ASCII}\p{Cf}])))|[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** What a reader sees of a name, in one line. */
const seen = (name: string) =>
	name
		.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
		.replace(HIDDEN, '$1')
		.toWellFormed()
		.trim();

/** Without blanks at both ends, and without the dots that would stand before those of the ending. */
const tidy = (stem: string) => stem.trim().replace(/(?<![\s.])[\s.]+$/, '');
