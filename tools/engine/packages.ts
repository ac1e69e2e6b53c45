/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
/** The node packages of the engine, loaded as n8n loads them. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
	LazyPackageDirectoryLoader,
	PackageDirectoryLoader,
	UnrecognizedNodeTypeError,
} from 'n8n-core';
import {
	NodeHelpers,
	type ICredentialType,
	type INodeType,
	type INodeTypes,
	type IVersionedNodeType,
} from 'n8n-workflow';
import { asTool } from './tools';

/** Where `gulp pack` leaves the unpacked tarball. */
export const PACKAGE_FOLDER = join(__dirname, '../../build/package');

/** The package of n8n's stock nodes. */
const STOCK_FOLDER = dirname(require.resolve('n8n-nodes-base/package.json'));

type AnyNodeType = INodeType | IVersionedNodeType;

export interface Packages {
	readonly nodeTypes: INodeTypes;
	readonly credentialType: (name: string) => ICredentialType;
}

/**
 * Loads this package and n8n's stock nodes.
 *
 * @param extraNodes node types by full name, e.g. stand-ins for what cannot run in this process
 */
export async function loadPackages(
	extraNodes: Readonly<Record<string, AnyNodeType>>,
	packageFolder = PACKAGE_FOLDER,
): Promise<Packages> {
	if (!existsSync(packageFolder)) {
		throw new Error(`${packageFolder} is not there: run "npx gulp pack" first`);
	}
	const own = new PackageDirectoryLoader(packageFolder);
	const stock = new LazyPackageDirectoryLoader(STOCK_FOLDER);
	const loaders = [own, stock];
	for (const loader of loaders) await loader.loadAll();

	const find = (fullName: string): AnyNodeType => {
		const extra = extraNodes[fullName];
		if (extra) return extra;
		const [packageName = '', name = ''] = fullName.split(/\.(?=[^.]*$)/);
		const loader = loaders.find((candidate) => candidate.packageName === packageName);
		if (!loader) throw new UnrecognizedNodeTypeError(packageName, name);
		return loader.getNode(name).type;
	};

	const prefix = `${own.packageName}.`;
	const isTool = (name: string) => name.startsWith(prefix) && name.endsWith('Tool');

	return {
		nodeTypes: {
			getByName: find,
			getByNameAndVersion: (fullName, version) =>
				isTool(fullName)
					? asTool(NodeHelpers.getVersionedNodeType(find(fullName.replace(/Tool$/, '')), version))
					: NodeHelpers.getVersionedNodeType(find(fullName), version),
			getKnownTypes: () => ({}),
		},
		credentialType: (name) =>
			(name in own.known.credentials ? own : stock).getCredential(name).type,
	};
}
