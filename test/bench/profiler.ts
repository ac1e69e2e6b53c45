/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
/** V8's CPU profile of a task, and what took most of its time. */
import { readFileSync, writeFileSync } from 'node:fs';
import { Session, type Profiler } from 'node:inspector/promises';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How often V8 looks, in microseconds. */
const SAMPLE_EVERY = 200;

/** Runs a task, and writes the profile into a file that Chrome's developer tools open. */
export async function profiled<T>(file: string, task: () => Promise<T>): Promise<T> {
	const session = new Session();
	session.connect();
	await session.post('Profiler.enable');
	await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY });
	await session.post('Profiler.start');
	const result = await task();
	const { profile } = await session.post('Profiler.stop');
	session.disconnect();
	writeFileSync(file, JSON.stringify(profile));
	return result;
}

export interface ProfileEntry {
	readonly name: string;
	readonly place: string;
	/** Milliseconds. */
	readonly self: number;
}

/** Self times by function, the longest first; idle time is left out. */
export function entriesOf(file: string, root: string): ProfileEntry[] {
	const {
		nodes,
		samples = [],
		timeDeltas = [],
	} = JSON.parse(readFileSync(file, 'utf8')) as Profiler.Profile;
	const places = new Map(nodes.map((node) => [node.id, placeOf(node, root)]));
	const totals = new Map<string, ProfileEntry>();
	for (const [index, id] of samples.entries()) {
		const { name, place } = places.get(id) ?? { name: '?', place: '' };
		if (name === '(idle)' || name === '(program)') continue;
		const key = `${name} ${place}`;
		const self = (totals.get(key)?.self ?? 0) + (timeDeltas[index] ?? 0) / 1000;
		totals.set(key, { name, place, self });
	}
	return [...totals.values()].sort((one, other) => other.self - one.self);
}

function placeOf({ callFrame }: Profiler.ProfileNode, root: string) {
	const { functionName, url, lineNumber } = callFrame;
	const path = url.startsWith('file:') ? fileURLToPath(url) : url;
	const place = path.startsWith(root) ? relative(root, path).split(sep).join('/') : path;
	return {
		name: functionName || '(anonymous)',
		place: place === '' ? '' : `${place.replace(/^.*node_modules\/(?!\.)/, '')}:${lineNumber + 1}`,
	};
}
