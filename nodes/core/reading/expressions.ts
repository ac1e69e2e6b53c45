import type { IExecuteFunctions } from 'n8n-workflow';
import { isRecord } from '../json';
import { plainOf, printsObject } from './plain';

/** Gives one value of one item. */
export type Reader = (item: number) => unknown;

/** What is between `{{` and `}}`. */
const HOLE = /\{\{([^{}]*)\}\}/;

/** `$json.name`, `$json["order id"]`, `$json.body.name`; what stands behind `$json` is kept apart. */
const PROPERTY = /^\s*\$json((?:\.[A-Za-z_]\w*|\["[^"\\{}]*"\]|\['[^'\\{}]*'\])+)\s*$/;

const KEYS = /\.(\w+)|\["([^"]*)"\]|\['([^']*)'\]/g;

/** What n8n's engine may read as something else than text: escapes, and braces that touch each other or a hole. */
const NOT_ONLY_TEXT = /\\|\{\{|\}\}|^\}|\{$/;

/**
 * The parts of code that gives the same whatever is evaluated beside it. Code that looks at the keys of an object does
 * not: n8n's engine fetches values when they are asked for, and a key that another piece of code asked for is there then.
 */
const SIMPLE_PARTS = new RegExp(
	[
		/\s+|\d+(?:\.\d+)?|"[^"\\]*"|'[^'\\]*'/,
		/\$(?:json|input|node|itemIndex|runIndex|now|today|if|vars|workflow|execution)\b|\$(?=\()/,
		/\??\.[A-Za-z_]\w*(?!\w|\s*\()/,
		/\??\.(?:trim|to(?:UpperCase|LowerCase|Fixed|String|TitleCase|Number|Format|ISO)|replace(?:All)?|slice|substring)\b/,
		/\??\.(?:padStart|padEnd|startsWith|endsWith|concat|charAt|first|last|round|floor|ceil|abs|max|min)\b/,
		/\b(?:true|false|null|undefined|Number|String|Math|parseInt|parseFloat)\b/,
		/[-+*%()!?:,<>=&|[\]]|\/(?![/*])/,
	]
		.map(({ source }) => source)
		.join('|'),
	'g',
);

const isSimple = (code: string) => code.trim() !== '' && code.replace(SIMPLE_PARTS, '') === '';

/** The names that n8n's engine refuses, also where an item has one of its own; those that all objects have are others. */
const REFUSED = new Set(
	`prototype getPrototypeOf setPrototypeOf getOwnPropertyDescriptor getOwnPropertyDescriptors defineProperty
	defineProperties mainModule binding _linkedBinding _load prepareStackTrace caller callee arguments getBuiltinModule
	dlopen execve loadEnvFile`.split(/\s+/),
);

const isRefused = (key: string) => key in Object.prototype || REFUSED.has(key);

/** An expression in pieces: text, and a hole between each two of them. */
interface Pieces {
	readonly texts: readonly string[];
	/** With keys if they take a property out of the item. */
	readonly holes: ReadonlyArray<{ code: string; keys: readonly string[] | undefined }>;
}

function piecesOf(expression: string): Pieces | undefined {
	if (!expression.startsWith('=')) return undefined;
	const pieces = expression.slice(1).split(HOLE);
	const texts = pieces.filter((_, index) => index % 2 === 0);
	const holes = pieces.filter((_, index) => index % 2 === 1).map(holeOf);
	const isPlain = !texts.some((text) => NOT_ONLY_TEXT.test(text));
	const known = holes.filter((hole) => hole !== undefined);
	return isPlain && known.length === holes.length ? { texts, holes: known } : undefined;
}

function holeOf(code: string) {
	const [, path] = PROPERTY.exec(code) ?? [];
	if (path === undefined) return isSimple(code) ? { code, keys: undefined } : undefined;
	const keys = [...path.matchAll(KEYS)].map(
		([, name, quoted, single]) => name ?? quoted ?? single ?? '',
	);
	return keys.some(isRefused) ? undefined : { code, keys };
}

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
export function takesOneProperty(expression: string): boolean {
	const pieces = piecesOf(expression);
	return pieces?.holes[0]?.keys !== undefined && isLone(pieces);
}

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

/** If so many more lists fail than work, no more are tried. */
const MOST_FAILURES = 3;

/**
 * Gives the values of all these pieces of code for an item, in one evaluation: n8n's engine takes about as long for one
 * of them as for all. What is in doubt is left to the engine: all of them if one throws, and each that gives an object,
 * which then is not asked for here any more.
 */
function evaluator(context: IExecuteFunctions, codes: Set<string>) {
	let last: { item: number; values: ReadonlyMap<string, unknown> } | undefined;
	let hope = MOST_FAILURES;

	const evaluate = (item: number): ReadonlyMap<string, unknown> => {
		const together = [...codes];
		const list = together.map((code) => `(${code}\n)`).join();
		try {
			const values: unknown = context.evaluateExpression(`{{ [${list}] }}`, item);
			if (Array.isArray(values) && values.length === together.length) {
				hope++;
				return new Map(together.map((code, place) => [code, values[place]]));
			}
		} catch {
			// Each is asked for by itself, and says what is wrong with it.
		}
		hope--;
		return new Map();
	};

	return (code: string, item: number): unknown => {
		if (codes.size < 2 || hope === 0) return DOUBTFUL;
		if (last?.item !== item) last = { item, values: evaluate(item) };
		const { values } = last;
		const value = values.has(code) ? values.get(code) : DOUBTFUL;
		if (!isObject(value)) return printsObject(value) ? DOUBTFUL : value;
		codes.delete(code);
		return DOUBTFUL;
	};
}

/** `{{ $json.name }}`, and nothing before, behind or around it. */
const LONE_PROPERTY = /^=\{\{\s*\$json\.\w+\s*\}\}$/;

/**
 * Readers that spare n8n's engine, which needs half a millisecond for each expression, and more for the first. What only
 * takes properties out of the item is read from the item itself, and all other holes of an item are evaluated together.
 *
 * Whatever is in doubt goes to the engine by itself: other expressions (`undefined` comes back), values that it may
 * print in another way, inherited names. And the first value in which nothing is missing is asked for in both ways: only
 * if they agree is the shorter one taken. That is done once for all lone properties of a run, since it shows what
 * `$json` means, and for each other expression by itself. Live objects are never asked of the engine, which gives copies
 * that have lost what they are.
 */
export function expressionReaders(context: IExecuteFunctions) {
	const items = context.getInputData();
	/** Whether both ways gave the same; unknown until both were gone. */
	const shared: { reached?: boolean } = {};
	const codes = new Set<string>();
	const valueOf = evaluator(context, codes);

	return (expression: string, engine: Reader): Reader | undefined => {
		const pieces = piecesOf(expression);
		if (!pieces) return undefined;
		const agreement = LONE_PROPERTY.test(expression) ? shared : {};
		const write = writerOf(pieces);
		for (const { code, keys } of pieces.holes) if (!keys) codes.add(code);

		return (item) => {
			const json = items[item]?.json;
			if (json === undefined || agreement.reached === false) return engine(item);
			const values = pieces.holes.map(({ code, keys }) =>
				keys ? valueAt(json, keys) : valueOf(code, item),
			);
			const value = write(values.map(sure));
			if (value === DOUBTFUL) return engine(item);
			if (agreement.reached || values.some(isObject)) return value;

			const answer = engine(item);
			if (!values.includes(undefined)) agreement.reached = Object.is(answer, value);
			return answer;
		};
	};
}
