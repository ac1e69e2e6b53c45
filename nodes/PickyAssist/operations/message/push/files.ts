/** The files of messages: named by a binary field or given by an expression, read when their request goes out. */
import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { Attachment } from '../../../../core/attachment';
import { Refusal } from '../../../../core/errors';
import { nameOf } from '../../../../core/fileNames';
import { isRecord, omit } from '../../../../core/json';
import type { Field } from '../../../../core/reading/schema';
import { excerpt, isMissing, readText, Unreadable } from '../../../../core/reading/values';
import { textOf } from '../../../../core/output/keys';

/** The longest file name that is shown. */
export const FILE_NAME_LIMIT = 20;

/** A file that is to be sent. */
export class SentFile {
	constructor(
		/** Its base64. */
		readonly content: Attachment,
		readonly name: string | undefined,
	) {}
}

/** An expression that gave nothing: what the item has under the ordinary name is not what was meant. */
const NOTHING = Symbol('nothing');

type Given = string | IBinaryData | SentFile | typeof NOTHING;

/** What n8n takes for a file. It shows `$binary` without the content of files that it keeps in the item. */
const isFile = (value: unknown): value is IBinaryData =>
	isRecord(value) && ['data', 'id', 'mimeType'].some((key) => typeof value[key] === 'string');

/** The name of a binary field, or the file itself; the completer puts what is to be sent in its place. */
export const binaryField = (): Field<Given> => ({
	facts: { wire: null },
	read: (raw) => {
		if (raw === undefined || raw === null) return NOTHING;
		if (!isRecord(raw)) return readText(raw, 'the name of a field, or a file');
		if (isFile(raw)) return raw;
		throw new Unreadable({ message: 'is an object without a file', hint: HOW_TO_GIVE });
	},
});

const HOW_TO_GIVE =
	'Set Input Data Field Name to the field that holds the file, like data. For the file of an earlier node, write an expression like {{ $("Download").first().binary.data }}. To make a file from base64 text, use Convert to File';

const refusal = (message: string, hint = HOW_TO_GIVE) =>
	Refusal.byCheck({ field: 'binaryPropertyName', message, hint });

const refusalOfEmpty = (title: string) =>
	refusal(`${title} is empty`, 'Check the node that gives the file: it has no content');

/** Gives the files of a run. Items with the same file share it, so that it is read once and they share requests. */
export function filesOf(context: IExecuteFunctions) {
	const contents = new Map<string, Attachment>();

	/** @throws Refusal if there is no file, or surely an empty one. */
	return (index: number, given: Given, typedName: string | undefined): SentFile => {
		if (given instanceof SentFile) return given;
		const binary = binaryOf(context, index, given);
		const { id, data, bytes, fileSize } = binary;
		const name = textOf(binary.fileName);
		const title = name === undefined ? 'The file' : `The file "${excerpt(name)}"`;
		const isEmpty = id === undefined ? isMissing(data) : bytes === 0 || fileSize === '0 B';
		if (isEmpty) throw refusalOfEmpty(title);
		const key = id ?? String(data);
		const content =
			contents.get(key) ??
			new Attachment(async () => await contentOf(context, index, binary, title));
		contents.set(key, content);
		return new SentFile(
			content,
			nameOf({ ...binary, fileName: typedName ?? name }, FILE_NAME_LIMIT),
		);
	};
}

function binaryOf(
	context: IExecuteFunctions,
	index: number,
	given: string | IBinaryData | typeof NOTHING,
): IBinaryData {
	if (given === NOTHING) throw refusal('The expression of Input Data Field Name gives no file');
	if (typeof given === 'string') return fieldOf(context, index, given);
	if (given.data !== undefined || given.id !== undefined) return given;
	const own = Object.values(context.getInputData()[index]?.binary ?? {});
	const shown = JSON.stringify(given);
	const found = own.find((binary) => JSON.stringify(omit(binary, 'data')) === shown);
	if (found) return found;
	throw refusal(
		'Input Data Field Name gives a file without its content',
		'n8n leaves the content out in {{ $binary }} and {{ $node }}. For a file of an earlier node, write {{ $("Download").first().binary.data }}',
	);
}

/** n8n's own look-up: by the name of a field or, if a workflow keeps files in the JSON of its items, by the path there. */
function fieldOf({ helpers }: IExecuteFunctions, index: number, field: string): IBinaryData {
	for (const name of [field, `_files.${field}`]) {
		try {
			return helpers.assertBinaryData(index, name);
		} catch {
			continue;
		}
	}
	throw refusal(`The item has no file in its binary field "${excerpt(field)}"`);
}

/** n8n keeps a file as base64 in the item, or elsewhere under an ID. */
async function contentOf(
	{ helpers }: IExecuteFunctions,
	index: number,
	binary: IBinaryData,
	title: string,
): Promise<string> {
	if (binary.id === undefined) return base64Of(binary.data, title);
	// Older n8n takes for a file only what has both keys, and shows some without.
	const file = { ...binary, data: binary.data ?? '', mimeType: binary.mimeType ?? '' };
	const bytes = await helpers.getBinaryDataBuffer(index, file).catch(() => {
		throw refusal(
			`${title} cannot be read from n8n's storage`,
			'Run the node that gives the file again. If n8n runs as several processes, all of them need the same storage for files: see Binary data in the documentation of n8n',
		);
	});
	if (bytes.length === 0) throw refusalOfEmpty(title);
	return bytes.toString('base64');
}

const BASE64 = /^[A-Za-z\d+/]+={0,2}$/;

/** What Code nodes write into a file is not always plain base64: bytes, a data URL, lines, the alphabet of URLs. */
function base64Of(data: unknown, title: string): string {
	if (data instanceof Uint8Array) return Buffer.from(data).toString('base64');
	const text = String(data).replace(/^data:[^,]*;base64,/, '');
	if (BASE64.test(text)) return text;
	const plain = text.replace(/\s/g, '').replaceAll('-', '+').replaceAll('_', '/');
	if (BASE64.test(plain)) return plain;
	throw refusal(`${title} holds text that is not base64`, 'Make the file with Convert to File');
}

/** A dry run says the size of a file; its bytes would fill the screen. */
export function withoutFile(body: IDataObject): IDataObject {
	const { globalmedia_code: file } = body;
	if (typeof file !== 'string') return body;
	const kilobytes = Math.ceil((file.length * 3) / 4 / 1024);
	return { ...body, globalmedia_code: `[a file of ${kilobytes} kB in base64]` };
}
