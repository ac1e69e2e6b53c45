/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
/** What n8n expects around it, kept away from an n8n of this machine's user. Import it before anything of n8n. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'pickyassist-engine-'));
const remove = () => rmSync(folder, { recursive: true, force: true });
// Tests in Jest get a copy of `process` that does not report the end of the process.
if (typeof afterAll === 'function') afterAll(remove);
else process.once('exit', remove);

Object.assign(process.env, {
	N8N_USER_FOLDER: folder,
	N8N_ENCRYPTION_KEY: 'only for tests',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	// The simulator is on this machine, whatever proxy leads out of it.
	NO_PROXY: [process.env.NO_PROXY, '127.0.0.1', 'localhost', '[::1]'].filter(Boolean).join(','),
});

/**
 * Jest runs everything in a realm of its own, but the results of n8n's expression engine are made in that of Node.js.
 * Without this, n8n would not see them as plain objects, and would leave dates in the form in which they are passed.
 */
const { getPrototypeOf } = Object;
const plain: unknown = getPrototypeOf(structuredClone({}));
if (plain !== Object.prototype) {
	Object.getPrototypeOf = (value: unknown): unknown => {
		const prototype: unknown = getPrototypeOf(value);
		return prototype === plain ? Object.prototype : prototype;
	};
}
