/** n8n's real engine in this process: the packed package, stock nodes, real expressions, real HTTP. */
export { startEngine, type Engine, type EngineOptions } from './engine';
export { DataTables } from './dataTables';
export { recordLog, type LogRecording } from './log';
export {
	CREDENTIAL_TYPE,
	NODE_NAME,
	NODE_TYPE,
	runNode,
	workflowAround,
	type NodeRun,
	type NodeRunOptions,
} from './runNode';
export {
	runWorkflow,
	type WorkflowJson,
	type WorkflowRun,
	type WorkflowRunOptions,
} from './runWorkflow';
export { testCredential } from './testCredential';
export { searchList, type ListSearchOptions } from './searchList';
export { aiNodes, type ToolCalling } from './tools';
export { publish, TRIGGER_NAME, TRIGGER_TYPE, type Answer, type Published } from './webhook';
export { startWaitingRuns, type Sleeping, type WaitingRuns } from './waitingRuns';
