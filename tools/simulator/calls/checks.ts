/** The words in which the calls say what a field may hold. */
import { isJsonObject } from '../replies';

export type Check = (value: unknown) => boolean;

/** The fields that an object may have. */
export type Shape = Readonly<Record<string, Check>>;

export const isText: Check = (value) => typeof value === 'string';

export const isFilled = (value: unknown): value is string =>
	typeof value === 'string' && value.trim() !== '';

/** Text of at most so many UTF-16 units, the unit that refuses earliest. */
export const isUpTo =
	(limit: number): Check =>
	(value) =>
		typeof value === 'string' && value.length <= limit;

export const isTexts: Check = (value) => Array.isArray(value) && value.every(isText);

export const isObjects: Check = (value) => Array.isArray(value) && value.every(isJsonObject);

export const isOneOf =
	(...values: unknown[]): Check =>
	(value) =>
		values.includes(value);

/** 0 or 1, as number or text. */
export const isFlag = isOneOf(0, 1, '0', '1');

export const isWebAddress = (value: unknown): value is string =>
	typeof value === 'string' && /^https?:\/\/\S+$/i.test(value) && URL.canParse(value);

export const isChannel: Check = (value) => Number.isSafeInteger(value) && Number(value) > 0;

/** A whole positive number, or its digits as text. */
export const isNumeric: Check = (value) =>
	isChannel(value) || (typeof value === 'string' && /^[1-9]\d*$/.test(value));

export const isEither =
	(...checks: Check[]): Check =>
	(value) =>
		checks.some((check) => check(value));

/** Whether the object has fields of the shape and no other. */
export const fits = (shape: Shape, fields: Record<string, unknown>) =>
	Object.entries(fields).every(
		([name, value]) => Object.hasOwn(shape, name) && shape[name]?.(value),
	);

/** Whether the value is a list of such objects. */
export const isListOf =
	(shape: Shape): Check =>
	(value) =>
		Array.isArray(value) && value.every((entry) => isJsonObject(entry) && fits(shape, entry));

/** How many variables, such as `{{1}}`, the text has. */
export const variablesIn = (text: string) => new Set(text.match(/\{\{\d+\}\}/g)).size;
