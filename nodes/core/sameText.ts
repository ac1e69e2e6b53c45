import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether a secret is the right one; takes as long for a near miss as for a far one. */
export function isSame(given: string, secret: string): boolean {
	const digest = (text: string) => createHash('sha256').update(text).digest();
	return timingSafeEqual(digest(given), digest(secret));
}
