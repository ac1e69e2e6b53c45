import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { PickyAssistApi } from '../../credentials/PickyAssistApi.credentials';
import { PickyAssist } from '../../nodes/PickyAssist/PickyAssist.node';
import { ITEM_KEYS } from '../../nodes/data/itemKeys';
import { INDUSTRIES } from '../../nodes/data/industries';
import { optionsProperty } from '../../nodes/core/description/options';
import { answersCall, makesRequests } from '../../nodes/core/operation';
import { OPERATIONS } from '../../nodes/PickyAssist/operations';
import codex from '../../nodes/PickyAssist/PickyAssist.node.json';
import { PickyAssistTrigger } from '../../nodes/PickyAssistTrigger/PickyAssistTrigger.node';
import triggerCodex from '../../nodes/PickyAssistTrigger/PickyAssistTrigger.node.json';
import manifest from '../../package.json';

const { description } = new PickyAssist();
const trigger = new PickyAssistTrigger();
const credential = new PickyAssistApi();

/** The options of requests that change nothing, and of those that do. */
const READING = 'maxConcurrentRequests maxRetries requestsPerMinute timeout';
const WRITING = `checkBeforeSending dryRun ${READING}`;

type Row = readonly [name: string, label: string, type: string, byDefault: unknown];

const rowsOf = (properties: readonly INodeProperties[]): Row[] =>
	properties.map(
		({ name, displayName, type, default: value }) => [name, displayName, type, value] as const,
	);

/** What the editor shows where Update is chosen. */
const shownForUpdate = description.properties.filter(({ displayOptions }) => {
	const { resource = ['whatsappProfile'], operation = ['update'] } = displayOptions?.show ?? {};
	return resource.includes('whatsappProfile') && operation.includes('update');
});
const inside = (name: string) =>
	shownForUpdate.find((entry) => entry.name === name)!.options as INodeProperties[];

describe('what saved workflows depend on', () => {
	it('is the node by its type, name and version', () => {
		expect(description).toMatchObject({
			name: 'pickyAssist',
			displayName: 'Picky Assist',
			version: 1,
			usableAsTool: true,
			inputs: ['main'],
			outputs: ['main'],
			defaults: { name: 'Picky Assist' },
			credentials: [{ name: 'pickyAssistApi', required: true }],
		});
		expect(manifest).toMatchObject({ name: 'n8n-nodes-pickyassist' });
	});

	it('is the operations with their resources, actions, paths and effects', () => {
		expect(
			OPERATIONS.filter(makesRequests).map(
				({ resource, value, name, action, endpoint, effect }) => [
					`${resource.value}.${value}`,
					`${resource.name}: ${name}`,
					action,
					endpoint,
					effect,
				],
			),
		).toEqual([
			[
				'whatsappProfile.update',
				'WhatsApp Profile: Update',
				'Update WhatsApp profile',
				'/update-profile',
				'idempotent',
			],
			['message.send', 'Message: Send', 'Send a message', '/push', 'once'],
			[
				'message.sendTemplate',
				'Message: Send Template',
				'Send a template message',
				'/push',
				'once',
			],
			[
				'message.getDeliveryReport',
				'Message: Get Delivery Report',
				'Get a delivery report',
				'/delivery-report',
				'safe',
			],
			['template.get', 'Template: Get', 'Get a template', '/template-status', 'safe'],
			['template.getMany', 'Template: Get Many', 'Get many templates', '/template-status', 'safe'],
			[
				'template.submit',
				'Template: Submit for Approval',
				'Submit a template for approval',
				'/template-request',
				'once',
			],
			['account.getBalance', 'Account: Get Balance', 'Get the balance', '/check-balance', 'safe'],
			[
				'twoStepVerification.disable',
				'Two-Step Verification: Disable',
				'Disable two-step verification',
				'/two-step-verification',
				'idempotent',
			],
			[
				'twoStepVerification.enable',
				'Two-Step Verification: Enable',
				'Enable two-step verification',
				'/two-step-verification',
				'idempotent',
			],
			['device.getStatus', 'Device: Get Status', 'Get the device status', '/device-status', 'safe'],
			[
				'device.runCommand',
				'Device: Run Command',
				'Run a device command',
				'/device-action',
				'once',
			],
		]);
	});

	it('is the operation that answers a call, with no credential', () => {
		const answers = OPERATIONS.filter(answersCall).map(({ resource, value, name, action }) => [
			`${resource.value}.${value}`,
			`${resource.name}: ${name}`,
			action,
		]);
		expect(answers).toEqual([
			['message.reply', 'Message: Reply to Incoming', 'Reply to an incoming message'],
		]);
		expect(description.credentials![0]!.displayOptions).toEqual({ hide: { operation: ['reply'] } });
		const others = OPERATIONS.filter(makesRequests).map(({ value }) => value);
		expect(others).not.toContain('reply');
	});

	it('is the resources in their order, with that of the profile for a new node', () => {
		const resource = description.properties.find(({ name }) => name === 'resource')!;
		expect((resource.options as INodePropertyOptions[]).map(({ name }) => name)).toEqual([
			'Account',
			'Device',
			'Message',
			'Template',
			'Two-Step Verification',
			'WhatsApp Profile',
		]);
		expect(resource.default).toBe('whatsappProfile');
	});

	it.each([
		[
			'message.send',
			'application recipient number groupId messengerId messageType message message mediaSource mediaUrl binaryPropertyName latitude longitude locationName locationAddress',
			'checkBeforeSending dryRun extraBody extraRecipient fileName findRefused highPriority maxConcurrentRequests maxRetries recipientsPerRequest referenceNumber requestsPerMinute timeout',
		],
		[
			'message.sendTemplate',
			'application number template language valuesFrom values valuesList',
			'buttonValues checkBeforeSending dryRun extraBody extraRecipient findRefused headerFileName headerMediaUrl headerValues highPriority maxConcurrentRequests maxRetries recipientsPerRequest referenceNumber requestsPerMinute timeout',
		],
		['message.reply', 'message mediaUrl delay', 'extraBody'],
		['message.getDeliveryReport', 'pushId messageId', READING],
		['template.get', 'template', READING],
		['template.getMany', 'returnAll limit filters', READING],
		[
			'template.submit',
			'application name category messageType translations',
			'checkBeforeSending dryRun extraBody maxConcurrentRequests maxRetries requestsPerMinute sampleUrl sampleValues timeout',
		],
		['account.getBalance', '', READING],
		['twoStepVerification.disable', '', WRITING],
		['twoStepVerification.enable', 'pin', WRITING],
		['device.getStatus', 'application', READING],
		['device.runCommand', 'application command', WRITING],
	])('is the parameters and the options of %s', (name, fields, options) => {
		const operation = OPERATIONS.find(
			({ resource, value }) => `${resource.value}.${value}` === name,
		)!;
		const namesOf = (properties: readonly INodeProperties[]) =>
			properties.map((property) => property.name).join(' ');
		expect(namesOf(operation.fields)).toBe(fields);
		expect(namesOf(optionsProperty(operation).options as INodeProperties[])).toBe(options);
	});

	it('is the defaults of the options that differ by operation', () => {
		const defaults = OPERATIONS.filter(makesRequests)
			.map(
				({ resource, value, optionDefaults }) =>
					[`${resource.value}.${value}`, optionDefaults] as const,
			)
			.filter(([, own]) => own);
		expect(Object.fromEntries(defaults)).toEqual({
			'message.send': { timeout: 120_000, requestsPerMinute: 90 },
			'message.sendTemplate': { timeout: 120_000, requestsPerMinute: 90 },
			'device.getStatus': { maxRetries: 0, requestsPerMinute: 3 },
		});
	});

	it('is the parameters of Update by their names, labels, types and defaults', () => {
		expect(rowsOf(shownForUpdate)).toEqual([
			['resource', 'Resource', 'options', 'whatsappProfile'],
			['operation', 'Operation', 'options', 'update'],
			['application', 'Channel ID', 'string', ''],
			['updateFields', 'Update Fields', 'collection', {}],
			['options', 'Options', 'collection', {}],
		]);
	});

	it('is the fields to update', () => {
		expect(rowsOf(inside('updateFields'))).toEqual([
			['about', 'About', 'string', ''],
			['address', 'Address', 'string', ''],
			['description', 'Description', 'string', ''],
			['email', 'Email', 'string', ''],
			['industry', 'Industry', 'options', 17],
			['profilePic', 'Profile Picture URL', 'string', ''],
			['websites', 'Websites', 'fixedCollection', {}],
		]);
	});

	it('is the websites as { website: [{ url }] }, at most two in the editor', () => {
		const websites = inside('updateFields').find(({ name }) => name === 'websites')!;
		expect(websites.typeOptions).toMatchObject({ multipleValues: true, maxAllowedFields: 2 });
		expect(websites.options).toMatchObject([
			{ name: 'website', values: [{ name: 'url', type: 'string', default: '' }] },
		]);
	});

	it('is the options', () => {
		expect(rowsOf(inside('options'))).toEqual([
			['checkBeforeSending', 'Check Before Sending', 'boolean', true],
			['clearFields', 'Clear Fields', 'multiOptions', []],
			['dryRun', 'Dry Run', 'boolean', false],
			['maxConcurrentRequests', 'Max Concurrent Requests', 'number', 10],
			['maxRetries', 'Max Retries', 'number', 3],
			['requestsPerMinute', 'Requests per Minute', 'number', 0],
			['timeout', 'Timeout', 'number', 60000],
		]);
	});

	it('is the 17 industries in the order of the API', () => {
		expect(INDUSTRIES.map(({ value }) => value)).toEqual(
			Array.from({ length: 17 }, (_, i) => i + 1),
		);
		expect([1, 2, 12, 13, 16, 17].map((number) => INDUSTRIES[number - 1]!.name)).toEqual([
			'Automotive',
			'Beauty, Spa and Salon',
			'Non-profit',
			'Professional Services',
			'Restaurant',
			'Other',
		]);
		expect(new Set(INDUSTRIES.map(({ name }) => name.toLowerCase())).size).toBe(17);
	});

	it('is the credential', () => {
		expect([credential.name, credential.displayName]).toEqual([
			'pickyAssistApi',
			'Picky Assist API',
		]);
		expect(rowsOf(credential.properties)).toEqual([
			['token', 'Token', 'string', ''],
			['platform', 'Platform', 'options', 'v3'],
			['channelId', 'Default Channel ID', 'string', ''],
			['webhookSecret', 'Webhook Secret', 'string', ''],
			['baseUrl', 'Base URL', 'string', ''],
		]);
		expect(credential.properties).toMatchObject([
			{ required: true, typeOptions: { password: true } },
			{ options: [{ value: 'v3' }, { value: 'v4' }, { value: 'custom' }] },
			{},
			{ typeOptions: { password: true }, description: expect.stringContaining('?secret=') },
			{ displayOptions: { show: { platform: ['custom'] } } },
		]);
		const demanded = credential.properties.filter(({ required }) => required);
		expect(demanded.map(({ name }) => name)).toEqual(['token']);
		expect(credential.test.request).toMatchObject({
			method: 'POST',
			url: '/check-balance',
			disableFollowRedirect: true,
		});
	});
});

/** What the editor shows of a description, in JSON. */
const TEXTS =
	/"(?:displayName|description|action|placeholder|header|active|inactive|\w+Hint|\w+Message|\w+Description)":"((?:[^"\\]|\\.)*)"/g;

describe('what saved workflows with the trigger depend on', () => {
	const { properties } = trigger.description;
	const choicesIn = (name: string, list = properties) =>
		(list.find((entry) => entry.name === name)!.options as INodePropertyOptions[]).map(
			(choice) => [choice.value, choice.name] as const,
		);
	const options = properties.find(({ name }) => name === 'options')!.options as INodeProperties[];

	it('is the node by its type, name, version and webhook', () => {
		expect(trigger.description).toMatchObject({
			name: 'pickyAssistTrigger',
			displayName: 'Picky Assist Trigger',
			version: 1,
			group: ['trigger'],
			inputs: [],
			outputs: ['main'],
			defaults: { name: 'Picky Assist Trigger' },
			credentials: [{ name: 'pickyAssistApi', required: false }],
			webhooks: [{ name: 'default', httpMethod: 'POST', path: 'webhook', responseData: '' }],
		});
		expect(trigger.description).not.toHaveProperty('usableAsTool');
	});

	it('tells in its notice how to set it up, with links and lists, as the editor drops all other tags', () => {
		const tags = properties[0]!.displayName.matchAll(/<(\w+)/g);
		expect(new Set([...tags].map(([, tag]) => tag))).toEqual(new Set(['ul', 'li', 'a']));
	});

	it('is the parameters by their names, labels, types and defaults, the notice before them', () => {
		const [notice, ...others] = rowsOf(properties);
		expect(notice).toMatchObject([
			'notice',
			expect.stringContaining('Production URL'),
			'notice',
			'',
		]);
		expect(others).toEqual([
			['events', 'Trigger On', 'multiOptions', ['messageReceived']],
			['respond', 'Reply', 'options', 'immediately'],
			['replyText', 'Reply Text', 'string', ''],
			['options', 'Options', 'collection', {}],
		]);
	});

	it('is the options', () => {
		expect(rowsOf(options)).toEqual([
			['downloadMedia', 'Download Media', 'boolean', false],
			['ignoreRepeats', 'Ignore Repeats', 'boolean', true],
			['includeRaw', 'Include Raw Data', 'boolean', false],
			['channelIds', 'Only These Channels', 'string', ''],
			['deliveryStatuses', 'Only These Delivery States', 'multiOptions', []],
			['messageTypes', 'Only These Message Types', 'multiOptions', []],
		]);
	});

	it('is what one can choose', () => {
		expect(choicesIn('events')).toEqual([
			['deliveryStatus', 'Delivery Status'],
			['messageReceived', 'Message Received'],
			['messageSent', 'Message Sent'],
			['other', 'Other Event'],
		]);
		expect(choicesIn('respond')).toEqual([
			['immediately', 'Immediately'],
			['replyNode', 'With "Reply to Incoming"'],
		]);
		expect(choicesIn('deliveryStatuses', options).map(([value]) => value)).toEqual([
			...['Delivered', 'Failed', 'Read', 'Refunded', 'Submitted', 'Unknown'],
		]);
		expect(choicesIn('messageTypes', options).map(([value]) => value)).toEqual([
			...['audio', 'button', 'choice', 'contact', 'document'],
			...['image', 'location', 'text', 'unknown', 'video'],
		]);
	});

	it("is an event for each entry of n8n's list of triggers", () => {
		const { options: events } = properties.find(({ name }) => name === 'events')!;
		for (const { name, action } of events as INodePropertyOptions[])
			expect(action).toBe(`On ${name.toLowerCase()}`);
	});

	it('is the vocabulary of its items, in this order', () => {
		expect(ITEM_KEYS).toEqual([
			...['event', 'eventId', 'messageId', 'number', 'messengerId', 'sender', 'name', 'message'],
			...['chatInput', 'sessionId', 'type', 'channelId', 'projectId', 'direction', 'repliesTo'],
			...['payload', 'choice', 'mediaUrl', 'location', 'contacts', 'groupId', 'mentions'],
			...['referral', 'pushId', 'status', 'statusCode', 'referenceNumber', 'templateId'],
			...['errorCode', 'errorMessage', 'custom', 'mediaError', 'raw'],
		]);
	});

	it('is told in words that suit the editor', () => {
		const texts = [...JSON.stringify(trigger.description).matchAll(TEXTS)].map(
			([, text = '']) => text,
		);
		expect(texts.length).toBeGreaterThan(40);
		for (const text of texts) {
			expect(text).not.toMatch(/error|failure|problem|mistake/i);
			if (!/[.:] /.test(text)) expect(text).not.toMatch(/\.$/);
		}
	});

	it('registers nothing, and says that all is well', async () => {
		const { checkExists, create, delete: remove } = trigger.webhookMethods.default;
		expect(await Promise.all([checkExists(), create(), remove()])).toEqual([true, true, true]);
	});
});

describe('what n8n demands of a community package', () => {
	it('is no dependency, and n8n-workflow as an optional peer', () => {
		expect(manifest).not.toHaveProperty('dependencies');
		expect(manifest).not.toHaveProperty('overrides');
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		expect(manifest.peerDependenciesMeta).toEqual({ 'n8n-workflow': { optional: true } });
	});

	it('is the strict mode, the licence, the keyword and what to load', () => {
		expect(manifest.license).toBe('MIT');
		expect(manifest.keywords).toContain('n8n-community-node-package');
		expect(manifest.n8n).toEqual({
			n8nNodesApiVersion: 1,
			strict: true,
			credentials: ['dist/credentials/PickyAssistApi.credentials.js'],
			nodes: [
				'dist/nodes/PickyAssist/PickyAssist.node.js',
				'dist/nodes/PickyAssistTrigger/PickyAssistTrigger.node.js',
			],
		});
	});

	it.each(['prepare', 'prepublish', 'preinstall', 'install', 'postinstall'])(
		'is no script "%s", which would run when the package is installed or published',
		(script) => {
			expect(manifest.scripts).not.toHaveProperty(script);
		},
	);

	it('is a codex entry under the name of the node, with the words that people search for', () => {
		expect(codex.node).toBe(`${manifest.name}.${description.name}`);
		expect(triggerCodex.node).toBe(`${manifest.name}.${trigger.description.name}`);
		expect(codex.alias).toEqual(
			expect.arrayContaining(['WhatsApp', 'WhatsApp Business', 'business profile', 'Picky']),
		);
	});
});
