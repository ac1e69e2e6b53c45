/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
/** What tests of the simulator and tests with it share. */

export const post = async (url: string, body: unknown, init: RequestInit = {}) =>
	await fetch(url, { method: 'POST', body: JSON.stringify(body), redirect: 'manual', ...init });

/** Less than a test may last, so that it says what it waited for. */
const PATIENCE_MS = 25_000;

/** Waits for what is to happen in this process. */
export const until = async (isSo: () => boolean) => {
	const deadline = performance.now() + PATIENCE_MS;
	while (!isSo()) {
		if (performance.now() > deadline) throw new Error(`Waited in vain for ${String(isSo)}`);
		await new Promise(setImmediate);
	}
};
