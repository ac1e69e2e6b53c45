/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Two runs side by side must not install into the same folder: the second waits for the first. */
export async function withInstallLock(
	lock: string,
	report: (line: string) => void,
	install: () => Promise<void>,
): Promise<void> {
	let hasReported = false;
	while (!take(lock)) {
		if (!hasReported) report('Another run is installing n8n: waiting for it …');
		hasReported = true;
		await wait(1000);
	}
	try {
		await install();
	} finally {
		rmSync(lock, { recursive: true, force: true });
	}
}

/** Making a folder is atomic on every file system; the process id inside tells a lock that was left behind. */
function take(lock: string): boolean {
	const owner = join(lock, 'pid');
	try {
		mkdirSync(lock);
		writeFileSync(owner, String(process.pid));
		return true;
	} catch {
		if (isLeftBehind(owner)) rmSync(lock, { recursive: true, force: true });
		return false;
	}
}

function isLeftBehind(owner: string): boolean {
	try {
		process.kill(Number(readFileSync(owner, 'utf8')), 0);
		return false;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'ESRCH';
	}
}
