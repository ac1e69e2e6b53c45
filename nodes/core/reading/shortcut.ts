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

const isObject = (value: unknown) => typeof value === 'object' && value !== null;

/** A value that is surely known: of objects only those with something live in them, which the engine would empty. */
function sure(value: unknown): unknown {
	if (typeof value === 'function' || typeof value === 'symbol') return DOUBTFUL;
	if (!isObject(value)) return value;
	const plain = plainOf(value);
	return plain === value ? DOUBTFUL : plain;
}

/** In text, n8n's engine prints the other kinds in its own way. */
const isPrinted = (value: unknown) =>
	typeof value === 'string' ||
	typeof value === 'boolean' ||
	value === undefined ||
	value === null ||
	Number.isFinite(value);

const isLone = ({ texts }: Pieces) => texts.length === 2 && texts.every((text) => text === '');

/** Whether an expression only takes a value out of the item, with its type. */
export const takesOneProperty = (expression: string): boolean => {
	const pieces = piecesOf(expression);
	return pieces !== undefined && isLone(pieces);
};

/** The expression's value, from those of its holes. */
function writerOf(pieces: Pieces): (values: readonly unknown[]) => unknown {
	if (isLone(pieces)) return ([value]) => plainOf(value);
	const [before = '', ...behind] = pieces.texts;
	return (values) =>
		values.every(isPrinted)
			? behind.reduce(
					(written, text, index) => written + String(values[index] ?? '') + text,
					before,
				)
			: DOUBTFUL;
}

/** `{{ $json.name }}`, and nothing before, behind or around it. */
const LONE_PROPERTY = /^=\{\{\s*\$json\.\w+\s*\}\}$/;

/**
 * Readers for the commonest of all expressions, which take properties out of the item itself: n8n's engine needs half a
 * millisecond for each, and more for the first. Whatever is in doubt goes to the engine: other expressions (`undefined`
 * comes back), values that it may print in another way, inherited names. And the first value in which nothing is missing
 * is looked up in both ways: only if they agree is the shortcut taken. That is done once for all lone properties of a
 * run, since it shows what `$json` means, and for each other expression by itself. Live objects are never asked of the
 * engine, which gives copies that have lost what they are.
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
			const values = pieces.holes.map((keys) => valueAt(json, keys));
			const value = write(values.map(sure));
			if (value === DOUBTFUL) return engine(item);
			if (agreement.reached || values.some(isObject)) return value;

			const answer = engine(item);
			if (!values.includes(undefined)) agreement.reached = Object.is(answer, value);
			return answer;
		};
	};
}

/** Whether engine and shortcut gave the same; unknown until both were asked. */
interface Agreement {
	reached?: boolean;
}
