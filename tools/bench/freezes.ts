/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
/** How long a task keeps the event loop for itself. */

/** How often the event loop is looked at, in milliseconds. */
const LOOK_EVERY = 4;

/**
 * Runs a task; `tell` gets the longest time in which nothing else could run, in milliseconds. Only what this thread
 * computed counts, not what it waited for a processor, so that other work on the machine does not.
 */
export async function watchFreezes<T>(
	task: () => Promise<T>,
	tell: (longest: number) => void,
): Promise<T> {
	let longest = 0;
	let before = now();
	const look = () => {
		const { wall, cpu } = now();
		longest = Math.max(longest, Math.min(wall - before.wall - LOOK_EVERY, cpu - before.cpu));
		before = now();
	};
	const timer = setInterval(look, LOOK_EVERY);
	try {
		return await task();
	} finally {
		look();
		clearInterval(timer);
		tell(longest);
	}
}

function now() {
	const { user, system } = process.threadCpuUsage();
	return { wall: performance.now(), cpu: (user + system) / 1000 };
}
