/** The input items of a run. */
import { BinaryDataService } from 'n8n-core';
import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';
import { n8n } from '../../test/engine/harness/n8n';
import { messages, PICTURE, PICTURE_SIZE } from './messages';
import type { RunSpec } from './types';
import { profiles } from './values';

/** One picture, kept as n8n does unless told otherwise: in a file. */
async function picture(): Promise<IBinaryData> {
	const service = n8n.Container.get(BinaryDataService);
	await service.init();
	const { fileName, mimeType } = PICTURE;
	return await service.store(
		{ type: 'execution', workflowId: 'bench', executionId: '1' },
		Buffer.alloc(PICTURE_SIZE, 'picture'),
		{ fileName, mimeType, data: '' },
	);
}

export async function itemsFor({
	job,
	items,
	oneChannel,
}: Pick<RunSpec, 'job' | 'items' | 'oneChannel'>): Promise<INodeExecutionData[]> {
	const values = job === 'profile' ? profiles(items, oneChannel) : messages(items);
	const binary = job === 'picture' ? { [PICTURE.field]: await picture() } : undefined;
	return values.map((json) => ({ json, ...(binary && { binary }) }));
}
