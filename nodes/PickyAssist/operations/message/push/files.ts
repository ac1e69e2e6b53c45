/** The files of messages: named by a binary field or given by an expression, read when their request goes out. */
import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { Attachment } from '../../../../core/attachment';
import { Refusal } from '../../../../core/errors';
import { nameOf } from '../../../../core/fileNames';
import { isRecord } from '../../../../core/json';
import type { Field } from '../../../../core/reading/schema';
import { excerpt, readText, Unreadable } from '../../../../core/reading/values';

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

type Given = string | IBinaryData | SentFile;

/** What n8n takes for a file. */
const isFile = (value: object): value is IBinaryData =>
	'mimeType' in value && ('data' in value || 'id' in value);

/** The name of a binary field, or the file itself; the loader puts what is to be sent in its place. */
export const binaryField = (): Field<Given> => ({
	facts: { wire: null },
	read: (raw) => {
		if (!isRecord(raw)) return readText(raw, 'the name of a field, or a file');
		if (isFile(raw)) return raw;
		throw new Unreadable({
			message: 'is an object that holds no file',
			hint: 'For a file of the item, write the name of its field, like data. For one of an earlier node, write an expression like {{ $("Download").first().binary.data }}',
		});
	},
});

const refusal = (message: string, hint: string) =>
	Refusal.byCheck({ field: 'binaryPropertyName', message, hint });

const refusalOfEmpty = (title: string) =>
	refusal(`${title} is empty`, 'Check the node that gives the file: it has no content');

/** Gives the files of a run. Items with the same file share it, so that it is read once and they share requests. */
export function filesOf({ helpers }: IExecuteFunctions) {
	const contents = new Map<string, Attachment>();

	/** @throws Refusal where there is no file, or surely an empty one. */
	return (item: number, file: Given): SentFile => {
		if (file instanceof SentFile) return file;
		const binary = typeof file === 'string' ? fieldOf(helpers, item, file) : file;
		const { id, data, bytes, fileSize, fileName = '' } = binary;
		const title = fileName === '' ? 'The file' : `The file "${excerpt(fileName)}"`;
		const isEmpty = id === undefined ? data === '' : bytes === 0 || fileSize === '0 B';
		if (isEmpty) throw refusalOfEmpty(title);
		const key = id ?? data;
		const content =
			contents.get(key) ??
			new Attachment(async () => await contentOf(helpers, item, binary, title));
		contents.set(key, content);
		return new SentFile(content, nameOf(binary, FILE_NAME_LIMIT));
	};
}

/** n8n's own look-up: by the name of a field, or by the path in the JSON of an item that keeps its files there. */
function fieldOf(helpers: IExecuteFunctions['helpers'], item: number, field: string): IBinaryData {
	try {
		return helpers.assertBinaryData(item, field);
	} catch {
		throw refusal(
			`The item has no file in its binary field "${field}"`,
			'Set Input Data Field Name to the field that holds the file, as the input shows it under Binary',
		);
	}
}

/** n8n keeps a file as base64 in the item, or elsewhere under an ID. */
async function contentOf(
	helpers: IExecuteFunctions['helpers'],
	item: number,
	binary: IBinaryData,
	title: string,
): Promise<string> {
	if (binary.id === undefined) return binary.data;
	const bytes = await helpers.getBinaryDataBuffer(item, binary).catch(() => {
		throw refusal(
			`${title} cannot be read from n8n's storage`,
			'Run the node that gives the file again. Where n8n runs as several processes, all of them need the same storage for files: see Binary data in the documentation of n8n',
		);
	});
	if (bytes.length === 0) throw refusalOfEmpty(title);
	return bytes.toString('base64');
}

/** A dry run says the size of a file; its bytes would fill the screen. */
export function withoutFile(body: IDataObject): IDataObject {
	const { globalmedia_code: file } = body;
	if (typeof file !== 'string') return body;
	const kilobytes = Math.ceil((file.length * 3) / 4 / 1024);
	return { ...body, globalmedia_code: `[a file of ${kilobytes} kB in base64]` };
}
