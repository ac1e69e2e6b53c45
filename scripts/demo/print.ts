/* eslint-disable @n8n/community-nodes/no-restricted-imports, no-console -- runs beside n8n, not inside it */
import { inspect } from 'node:util';

/** Prints values below each other, after their label. */
export const print = (label: string, values: readonly unknown[]) => {
	const texts = values.map((value) => (typeof value === 'string' ? value : readable(value)));
	const lines = (texts.length > 0 ? texts : ['nothing']).flatMap((text) => text.split('\n'));
	lines.forEach((line, index) => console.log(`  ${(index === 0 ? label : '').padEnd(10)}${line}`));
};

const readable = (value: unknown) =>
	inspect(value, { depth: 8, breakLength: 100, compact: 8, maxStringLength: 90 });

/** Prints whether a job did what it promises, and gives it back. */
export function verdict(asPromised: boolean): boolean {
	print('', [asPromised ? '✓ as expected' : '✗ NOT as expected']);
	return asPromised;
}
