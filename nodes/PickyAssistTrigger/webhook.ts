import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { CREDENTIAL, webhookSecretOf } from '../core/api/settings';
import { redactorOf } from '../core/redact';
import { NO_REPLY, refuse, replyTo, responseOf } from './answers';
import { callOf, isSecretIn } from './call';
import { itemsOf, startsRun } from './events';
import { withMedia } from './media';
import { keepStarted, takeNew } from './repeats';
import { isOn, settingsOf, type Settings } from './settings';

/** One call of Picky Assist, from the request to the items of a run. Nothing that comes in makes it throw. */
export async function webhook(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const { logger } = context;
	const name = context.getNode().name;
	const secret = await secretOf(context);
	if (secret === undefined) {
		logger?.error(`A call to "${name}" was refused, since its credential cannot be read`);
		return refuse(context, 503);
	}
	const { body, variables, secrets } = callOf(context);
	if (secret !== '' && !isSecretIn(secrets, secret)) {
		logger?.warn(`A call to "${name}" was refused, since it does not carry the webhook secret`);
		return refuse(context, 401);
	}
	if (body === undefined) return refuse(context, 400);

	const settings = settingsOf(context);
	const items = itemsOf({ body, variables, includeRaw: settings.includeRaw })
		.filter((item) => startsRun(item, settings))
		.map(withoutSecret(secret));
	return await answer(context, newOf(context, items, settings), settings);
}

/** The run. Only here n8n stores all of what changes in static data, and runs what finds the open questions. */
export async function passOn(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	if (context.getMode() !== 'manual' && isOn(context, 'ignoreRepeats')) keepStarted(context);
	if (!isOn(context, 'deliverAnswers')) return context.getInputData();
	const { deliverAnswers } = await import('./deliverAnswers');
	return await deliverAnswers(context);
}

/** Blank where none is set, and `undefined` where it cannot be read: then nobody may come in. */
async function secretOf(context: IWebhookFunctions): Promise<string | undefined> {
	if (context.getNode().credentials?.[CREDENTIAL] === undefined) return '';
	try {
		const data = await context.getCredentials<ICredentialDataDecryptedObject>(CREDENTIAL);
		return webhookSecretOf(data) ?? '';
	} catch {
		return undefined;
	}
}

/** Hides the secret wherever it stands in what came; the keys and events are words of this node. */
function withoutSecret(secret: string) {
	const redact = redactorOf(['', secret]);
	return (item: IDataObject): IDataObject =>
		Object.fromEntries(
			Object.entries(item).map(([key, value]) => [key, key === 'event' ? value : redact(value)]),
		);
}

/** Not at the Test URL, where people send the same again on purpose. */
function newOf(context: IWebhookFunctions, items: IDataObject[], settings: Settings) {
	if (!settings.ignoreRepeats || context.getMode() === 'manual') return items;
	const { fresh, forget } = takeNew(context, items);
	if (settings.respond === 'replyNode') return fresh;
	const response = responseOf(context);
	// n8n answers so where it could not store the run, and Picky Assist calls again.
	response.once('finish', () => {
		if (response.statusCode >= 500) forget();
	});
	return fresh;
}

async function answer(
	context: IWebhookFunctions,
	items: readonly IDataObject[],
	settings: Settings,
): Promise<IWebhookResponseData> {
	const [first] = items;
	if (first === undefined) return NO_REPLY;
	const { downloadMedia } = settings;
	const data = items.map(async (json) =>
		downloadMedia ? await withMedia(context, json) : { json },
	);
	return { workflowData: [await Promise.all(data)], webhookResponse: replyTo(first, settings) };
}
