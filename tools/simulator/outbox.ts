/** The messages that were taken, and how many of them each recipient and each reference number had. */
import type { SentMessage, Tally } from './types';

const FIRST_PUSH = 7_478_630;
const FIRST_MESSAGE = 9_844_217;

const countIn = (counts: Map<string, number>, key: string) =>
	counts.set(key, (counts.get(key) ?? 0) + 1);

export class Outbox {
	readonly messages: SentMessage[] = [];
	private readonly pushes = new Map<string, readonly SentMessage[]>();
	private readonly byRecipient = new Map<string, number>();
	private readonly byReference = new Map<string, number>();
	private total = 0;
	private pushCount = 0;
	private messageCount = 0;

	constructor(private readonly recording: boolean) {}

	newPushId() {
		this.pushCount += 1;
		return String(FIRST_PUSH + this.pushCount - 1);
	}

	newMessageId() {
		this.messageCount += 1;
		return String(FIRST_MESSAGE + this.messageCount - 1);
	}

	take(pushId: string, messages: readonly SentMessage[]) {
		this.total += messages.length;
		for (const message of messages) {
			countIn(this.byRecipient, message.to);
			if (message.referenceNumber) countIn(this.byReference, message.referenceNumber);
			if (this.recording) this.messages.push(message);
		}
		if (this.recording) this.pushes.set(pushId, messages);
	}

	push(pushId: string) {
		return this.pushes.get(pushId);
	}

	get tally(): Tally {
		const { total: messages, byRecipient, byReference } = this;
		return { messages, byRecipient, byReference };
	}
}
