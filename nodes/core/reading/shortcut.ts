import type { INodeExecutionData } from 'n8n-workflow';
import { isRecord } from '../json';
import { plainOf } from './plain';

/** Gives one value of one item. */
export type Reader = (item: number) => unknown;

/** `{{ $json.name }}`, `{{ $json["order id"] }}`, `{{ $json.body.name }}`; what stands behind `$json` is kept apart. */
const HOLE = /\{\{\s*\$json((?:\.[A-Za-z_]\w*|\["[^"\\{}]*"\]|\['[^'\\{}]*'\])+)\s*\}\}/;

const KEYS = /\.(\w+)|\["([^"]*)"\]|\['([^']*)'\]/g;

/** What n8n's engine may read as something else than text: escapes, and braces that touch each other or a hole. */
const NOT_ONLY_TEXT = /\\|\{\{|\}\}|^\}|\{$/;

/** The names that n8n's engine refuses, also where an item has one of its own; those that all objects have are others. */
const REFUSED = new Set(
	`prototype getPrototypeOf setPrototypeOf getOwnPropertyDescriptor getOwnPropertyDescriptors defineProperty
	defineProperties mainModule binding _linkedBinding _load prepareStackTrace caller callee arguments getBuiltinModule
	dlopen execve loadEnvFile`.split(/\s+/),
);

const isRefused = (key: string) => key in Object.prototype || REFUSED.has(key);

/** An expression in pieces: text, and between each two of them the keys of a hole. */
interface Pieces {
	readonly texts: readonly string[];
	readonly holes: ReadonlyArray<readonly string[]>;
}

function piecesOf(expression: string): Pieces | undefined {
	if (!expression.startsWith('=')) return undefined;
	const pieces = expression.slice(1).split(HOLE);
	const texts = pieces.filter((_, index) => index % 2 === 0);
	const holes = pieces.filter((_, index) => index % 2 === 1).map(keysOf);
	const isPlain = !texts.some((text) => NOT_ONLY_TEXT.test(text)) && !holes.flat().some(isRefused);
	return isPlain ? { texts, holes } : undefined;
}

const keysOf = (path: string) =>
	[...path.matchAll(KEYS)].map(([, name, quoted, single]) => name ?? quoted ?? single ?? '');

/** Stands for what only n8n's engine can tell. */
const DOUBTFUL = Symbol('doubtful');

/** The value at the end of a path of own properties; `undefined` where only the last one is missing. */
function valueAt(json: unknown, keys: readonly string[]): unknown {
	let value = json;
	for (const key of keys) {
		if (!isRecord(value)) return DOUBTFUL;
		if (!Object.hasOwn(value, key) && key in value) return DOUBTFUL;
		value = value[key];
	}
	return value;
}

/** A hole that is the whole expression gives its value with its type; of objects only those with something live in them. */
function taken(value: unknown): unknown {
	if (typeof value === 'function' || typeof value === 'symbol') return DOUBTFUL;
	const plain = plainOf(value);
	return typeof value === 'object' && value !== null && plain === value ? DOUBTFUL : plain;
}

/** Whether n8n's engine gave this value: an object as a copy, in which live ones have lost what they are. */
function isSame(given: unknown, value: unknown): boolean {
	if (typeof value !== 'object' || value === null) return Object.is(given, value);
	return Object.keys(value).join() === Object.keys(Object(given) as object).join();
}

/** In text, n8n's engine prints the other kinds in its own way. */
const isPrinted = (value: unknown) =>
	typeof value === 'string' ||
	typeof value === 'boolean' ||
	value === undefined ||
	value === null ||
	Number.isFinite(value);

/** The expression's value for an item. */
function writerOf({ texts, holes }: Pieces): (json: unknown) => unknown {
	const [before = '', ...behind] = texts;
	const [lone = []] = holes;
	if (texts.length === 2 && texts.every((text) => text === '')) {
		return (json) => taken(valueAt(json, lone));
	}
	return (json) => {
		let written = before;
		for (const [index, text] of behind.entries()) {
			const value = valueAt(json, holes[index]!);
			if (!isPrinted(value)) return DOUBTFUL;
			written += String(value ?? '') + text;
		}
		return written;
	};
}

/** `{{ $json.name }}`, and nothing before, behind or around it. */
const LONE_PROPERTY = /^=\{\{\s*\$json\.\w+\s*\}\}$/;

/**
 * Readers for the commonest of all expressions, which take properties out of the item itself: n8n's engine needs half a
 * millisecond for each, and more for the first, and it empties live objects that stand deeper. Whatever is in doubt goes to the engine: other expressions (`undefined`
 * comes back), values that it may print in another way, inherited names. And the first value in which nothing is missing
 * is looked up in both ways: only where they agree is the shortcut taken. That is done once for all lone properties of a
 * run, since it shows what `$json` means, and for each other expression by itself.
 */
export function shortcuts(items: readonly INodeExecutionData[]) {
	const shared: Agreement = {};

	return (expression: string, engine: Reader): Reader | undefined => {
		const pieces = piecesOf(expression);
		if (!pieces) return undefined;
		const agreement = LONE_PROPERTY.test(expression) ? shared : {};
		const write = writerOf(pieces);

		return (item) => {
			const json = items[item]?.json;
			if (json === undefined || agreement.reached === false) return engine(item);
			const value = write(json);
			if (value === DOUBTFUL) return engine(item);
			if (agreement.reached) return value;

			const answer = engine(item);
			const isWhole = pieces.holes.every((keys) => valueAt(json, keys) !== undefined);
			if (isWhole) agreement.reached = isSame(answer, value);
			return agreement.reached ? value : answer;
		};
	};
}

/** Whether engine and shortcut gave the same; unknown until both were asked. */
interface Agreement {
	reached?: boolean;
}
