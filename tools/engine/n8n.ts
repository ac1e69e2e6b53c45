/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
import { createRequire } from 'node:module';

/** npm keeps several copies of n8n's inner packages; the one that counts is the one that n8n-core itself uses. */
const requireOfCore = createRequire(require.resolve('n8n-core'));

export const n8n = {
	...(requireOfCore('@n8n/backend-common') as Pick<typeof import('@n8n/backend-common'), 'Logger'>),
	...(requireOfCore('@n8n/config') as Pick<typeof import('@n8n/config'), 'GlobalConfig'>),
	...(requireOfCore('@n8n/di') as Pick<typeof import('@n8n/di'), 'Container'>),
};
