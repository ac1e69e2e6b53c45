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

/** A longer gap is one in which the process had no processor, in microseconds. */
const LONGEST_GAP = 2 * SAMPLE_EVERY;

export interface ProfileEntry {
	readonly name: string;
	readonly place: string;
	/** Milliseconds. */
	readonly self: number;
}

const NOT_WORK = ['(idle)', '(program)'];

/** Self times by function, the longest first; neither waiting nor the profiler itself counts. */
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
		if (NOT_WORK.includes(name) || place.startsWith('node:inspector')) continue;
		const key = `${name} ${place}`;
		const self =
			(totals.get(key)?.self ?? 0) + Math.min(timeDeltas[index] ?? 0, LONGEST_GAP) / 1000;
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
