import type { IDataObject } from 'n8n-workflow';

/**
 * A part of a body that is read when its request goes out, and kept until the last request with it is done: the memory
 * that a run needs does not grow with the number of its files.
 */
export class Attachment {
	private content: Promise<string> | undefined;
	private requests = 0;

	/** `load` throws a Refusal where there is nothing to send. */
	constructor(private readonly load: () => Promise<string>) {}

	/** No plain record, so that nobody takes it apart. */
	readonly [Symbol.toStringTag] = 'Attachment';

	hold() {
		this.requests++;
	}

	release() {
		if (--this.requests === 0) this.content = undefined;
	}

	async read(): Promise<string> {
		return await (this.content ??= this.load());
	}
}

/** Keeps the attachments of a body, once they are read, until the function that it gives is called. */
export function hold(body: IDataObject): () => void {
	const attachments = Object.values<unknown>(body).filter((part) => part instanceof Attachment);
	for (const attachment of attachments) attachment.hold();
	return () => attachments.forEach((attachment) => attachment.release());
}

/**
 * The body with its attachments read.
 *
 * @throws Refusal
 */
export async function withAttachments(body: IDataObject): Promise<IDataObject> {
	const read = Object.entries<unknown>(body).filter(([, part]) => part instanceof Attachment);
	if (read.length === 0) return body;
	const contents = await Promise.all(
		read.map(async ([name, part]) => [name, await (part as Attachment).read()] as const),
	);
	return { ...body, ...Object.fromEntries(contents) };
}
