import './surroundings';
import {
	Expression,
	type ICredentialType,
	type INodeType,
	type INodeTypes,
	type IVersionedNodeType,
} from 'n8n-workflow';
import { takeOverLog } from './log';
import { n8n } from './n8n';
import { loadPackages } from './packages';

/** n8n's execution engine in this process, with the packed package and the stock nodes loaded. */
export interface Engine {
	readonly nodeTypes: INodeTypes;
	readonly credentialType: (name: string) => ICredentialType;
	/** Ends the expression engine; without it the process may not end. */
	readonly stop: () => Promise<void>;
}

export interface EngineOptions {
	/** Further node types by full name, such as stand-ins for what cannot run in this process. */
	readonly nodes?: Readonly<Record<string, INodeType | IVersionedNodeType>>;
	/** Another folder with this package, such as that of another build. */
	readonly packageFolder?: string;
}

/** Starts the engine, the expression engine with n8n's own settings. */
export async function startEngine({
	nodes = {},
	packageFolder,
}: EngineOptions = {}): Promise<Engine> {
	takeOverLog();
	const { engine, bridgeTimeout, bridgeMemoryLimit, poolSize, maxCodeCacheSize } =
		n8n.Container.get(n8n.GlobalConfig).expressionEngine;
	await Expression.initExpressionEngine({
		engine,
		bridgeTimeout,
		bridgeMemoryLimit,
		poolSize,
		maxCodeCacheSize,
	});
	const packages = await loadPackages(nodes, packageFolder);
	return { ...packages, stop: async () => await Expression.disposeExpressionEngine() };
}
