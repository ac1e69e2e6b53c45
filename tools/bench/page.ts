/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
/** Writes docs/benchmarks.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { version as core } from 'n8n-core/package.json';
import { version as nodesBase } from 'n8n-nodes-base/package.json';
import { format } from 'prettier';
import { version } from '../../package.json';

const PAGE = join(__dirname, '../../docs/benchmarks.md');

export const pretty = async (text: string) => await format(text, { parser: 'markdown' });

function measuredText(rounds: number) {
	const [{ model = 'unknown' } = {}] = cpus();
	const machine = [
		model.trim(),
		`${cpus().length} cores`,
		`${Math.round(totalmem() / 2 ** 30)} GB`,
		`${type()} ${arch()}`,
	];
	const versions = [
		`n8n-nodes-pickyassist ${version}`,
		`n8n-core ${core}`,
		`n8n-nodes-base ${nodesBase}`,
		`Node.js ${process.versions.node}`,
	];
	return `Measured on ${new Date().toISOString().slice(0, 10)} in ${rounds} rounds: ${machine.join(', ')}; ${versions.join(', ')}. The load average at the end was ${loadavg()[0]?.toFixed(1)}.`;
}

/** The page with other lines between two of its markers. */
const replaced = (page: string, name: string, lines: string) =>
	page.replace(
		new RegExp(`(<!-- ${name} -->\n)[^]*(\n<!-- end ${name} -->)`),
		(_, start: string, end: string) => `${start}\n${lines}\n${end}`,
	);

export async function writePage(sections: readonly string[], rounds: number) {
	const page = replaced(readFileSync(PAGE, 'utf8'), 'measured', measuredText(rounds));
	writeFileSync(PAGE, await pretty(replaced(page, 'tables', sections.join('\n\n'))));
}
