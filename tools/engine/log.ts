/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
/** n8n's own log, kept for the tests instead of printed. */
import { inspect } from 'node:util';
import { LoggerProxy } from 'n8n-workflow';
import { n8n } from './n8n';

export interface LogRecording {
	/** All that was logged so far, every level, with everything that was logged along. */
	readonly text: () => string;
	readonly stop: () => void;
}

const recordings = new Set<string[]>();

const write = (level: string) => (message: string, metadata?: unknown) => {
	if (recordings.size === 0) return;
	const line = `${level}: ${message} ${inspect(metadata, { depth: 12, maxStringLength: null })}`;
	for (const lines of recordings) lines.push(line);
};

const logger = {
	error: write('error'),
	warn: write('warn'),
	info: write('info'),
	debug: write('debug'),
	scoped: () => logger,
};

/** Puts the keeping logger where n8n looks for its own. */
export function takeOverLog() {
	n8n.Container.set(n8n.Logger, logger as never);
	LoggerProxy.init(logger);
}

/** Keeps what n8n logs from now on. */
export function recordLog(): LogRecording {
	const lines: string[] = [];
	recordings.add(lines);
	return { text: () => lines.join('\n'), stop: () => recordings.delete(lines) };
}
