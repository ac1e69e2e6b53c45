/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
/** The process that loads one package as n8n does, and says how long it took, in milliseconds. */
import '../../test/engine/harness/surroundings';
import { PackageDirectoryLoader } from 'n8n-core';
import { takeOverLog } from '../../test/engine/harness/log';

async function main() {
	takeOverLog();
	const loader = new PackageDirectoryLoader(process.argv[2] ?? '');
	const start = performance.now();
	await loader.loadAll();
	const time = performance.now() - start;
	const nodes = Object.keys(loader.known.nodes).length;
	process.send?.({ time, nodes }, () => process.exit());
}

void main();
