/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
/** How each workflow of examples/ is run without a person, a web server or a model: shared by the tests and the demo. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { Form } from 'n8n-nodes-base/dist/nodes/Form/Form.node';
import { Wait } from 'n8n-nodes-base/dist/nodes/Wait/Wait.node';
import type { Profile, SentMessage, SettingChanges, Simulator } from '../../tools/simulator';
import { aiNodes, type WorkflowJson } from '../../tools/engine';

export interface ExampleRun {
	/** The file in examples/. */
	readonly file: string;
	readonly title: string;
	/** What the nodes that wait for somebody put out; the first is the one to begin with. */
	readonly feed: Readonly<Record<string, readonly INodeExecutionData[]>>;
	/** The nodes whose output shows what came of it. */
	readonly results: readonly string[];
	/** The profiles that Picky Assist holds afterwards, by channel. */
	readonly profiles?: Readonly<Record<string, Profile>>;
	/** The messages that it took, in their order. */
	readonly messages?: readonly Message[];
	/** The subjects of the groups that there are. */
	readonly groups?: readonly string[];
	/** Whom the simulator refuses, and what becomes of the messages. */
	readonly settings?: SettingChanges;
	/** Whether one of the items is meant to be refused. */
	readonly refuses?: boolean;
}

/** What matters of a message. */
export type Message = Pick<SentMessage, 'to' | 'text'> & { readonly values?: readonly string[] };

/** What Picky Assist holds after a run. */
export const heldBy = (simulator: Simulator) => ({
	profiles: simulator.profiles(),
	groups: simulator.groups.map(({ subject }) => subject),
	messages: simulator.messages.map(
		({ to, text, template }): Message => ({
			to,
			...(text !== undefined && { text }),
			...(template && { values: template.values }),
		}),
	),
});

/** What it is to hold. */
export const promisedBy = ({ profiles = {}, messages = [], groups = [] }: ExampleRun) => ({
	profiles,
	groups,
	messages,
});

/** The default channel of the credential of a run: messages need one, and profiles go without. */
export const channelOf = ({ messages }: ExampleRun) => (messages ? { channelId: '121' } : {});

const item = (json: IDataObject): INodeExecutionData => ({ json });

/** As Excel saves it, with a byte order mark in front. */
const ROWS = `\uFEFFChannel ID,About,Email,Website
8,Fresh bread every morning,hello@bakery.example,bakery.example
9,Open on Sundays too,hello@cafe.example,https://cafe.example/menu
9,Open on Sundays and holidays too,,
10,"${'The very best bread and cake of the whole town and of all its suburbs, made with love, care, patience, butter and sourdough since 1912, every day.'}",,
11,Flowers for every day,flowers at example.com,flowers.example
,Cakes to order,cakes@bakery.example,
`;

const RECIPIENTS = `\uFEFFPhone,Name
+1 555 000 0001,Diana
15550000002,Amal
1.5550E+10,Noor
15550000004,Lucía
,Kiran
`;

/** The template of the example with groups. */
const LINK_TO_GROUP = {
	template_id: 'GL5310',
	template_name: 'order_group',
	template_status: '3',
	message_type: '1',
	category: '12',
	template_message: [{ message: 'Your order {{1}} has a group of its own: {{2}}', language: 'en' }],
};

/** An order as a shop sends it. */
export const order = (body: IDataObject) =>
	item({ headers: { 'content-type': 'application/json' }, params: {}, query: {}, body });

/** A company as HubSpot sends it. */
export const company = (properties: Record<string, string>) =>
	item({
		headers: { 'content-type': 'application/json' },
		params: {},
		query: {},
		body: {
			objectId: 4711,
			properties: Object.fromEntries(
				Object.entries(properties).map(([name, value]) => [name, { value }]),
			),
		},
	});

/** What the AI model of the example asks the tool for, as models do: `""` for "no change". */
export const TOOL_CALLS: readonly IDataObject[] = [
	{ about: '', address: '', description: '', email: '', industry: '', websites: '' },
	{
		about: 'We have moved!',
		address: '12 Market Street, Kochi 682001',
		description: '',
		email: '',
		industry: 'food and grocery',
		websites: 'bakery.example, shop.bakery.example',
	},
];

/** n8n's last form page, which waits for a browser; here it puts out what a person reads there. */
const lastPage: INodeType = {
	description: new Form().description,
	async execute(this: IExecuteFunctions) {
		const title = this.getNodeParameter('completionTitle', 0) as string;
		const message = this.getNodeParameter('completionMessage', 0) as string;
		return [[{ json: { title, message }, pairedItem: { item: 0 } }]];
	},
};

/** n8n's Wait node, in no time. */
const noWait: INodeType = {
	description: new Wait().description,
	async execute(this: IExecuteFunctions) {
		return [this.getInputData()];
	},
};

export const EXTRA_NODES = {
	...aiNodes(TOOL_CALLS),
	'n8n-nodes-base.form': lastPage,
	'n8n-nodes-base.wait': noWait,
};

export const EXAMPLE_RUNS: readonly ExampleRun[] = [
	{
		file: 'form-to-profile.json',
		title: 'A form updates the profile',
		feed: {
			'Profile form': [
				item({
					About: 'Fresh bread every morning',
					Address: '',
					Description: ' Family bakery with home delivery ',
					Email: 'hello@bakery.example',
					Industry: 'Food and Grocery',
					Websites: 'bakery.example, shop.bakery.example',
					'Picture link': '',
					submittedAt: '2026-11-20T08:00:00.000Z',
					formMode: 'production',
				}),
			],
		},
		results: ['Say what was updated', 'Say what to fix'],
		profiles: {
			'': {
				about: 'Fresh bread every morning',
				description: 'Family bakery with home delivery',
				email: 'hello@bakery.example',
				industry: 8,
				websites: ['https://bakery.example', 'https://shop.bakery.example'],
			},
		},
	},
	{
		file: 'crm-webhook-to-profile.json',
		title: 'A company of the CRM changes',
		feed: {
			'Company changed': [
				company({
					whatsapp_channel_id: '8',
					about_us: 'Slow food by the river',
					address: '12 Market Street',
					zip: '682001',
					city: 'Kochi',
					contact_email: 'table@riverside.example',
					industry: 'RESTAURANTS',
					domain: 'riverside.example',
				}),
			],
		},
		results: ['Update profile'],
		profiles: {
			'8': {
				about: 'Slow food by the river',
				address: '12 Market Street, 682001, Kochi',
				email: 'table@riverside.example',
				industry: 16,
				websites: ['https://riverside.example'],
			},
		},
	},
	{
		file: 'spreadsheet-to-many-profiles.json',
		title: 'A spreadsheet with a row for each channel, three of them not sent',
		feed: {
			'Upload rows': [
				{
					json: { submittedAt: '2026-11-20T08:00:00.000Z', formMode: 'production' },
					binary: {
						Spreadsheet: {
							data: Buffer.from(ROWS).toString('base64'),
							mimeType: 'text/csv',
							fileName: 'profiles.csv',
						},
					},
				},
			],
		},
		results: ['Updated', 'Not updated', 'No Channel ID'],
		profiles: {
			'8': {
				about: 'Fresh bread every morning',
				email: 'hello@bakery.example',
				websites: ['https://bakery.example'],
			},
			'9': {
				about: 'Open on Sundays and holidays too',
				email: 'hello@cafe.example',
				websites: ['https://cafe.example/menu'],
			},
		},
		refuses: true,
	},
	{
		file: 'opening-hours-in-about.json',
		title: 'The opening hours of the day in About',
		feed: { 'Every morning': [item({ 'Day of week': 'Friday' })] },
		results: ['Update profile'],
		profiles: { '': { about: 'Open today from 7 am to 8 pm 🥐' } },
	},
	{
		file: 'dry-run-then-approve.json',
		title: 'A dry run, a question, the update',
		feed: {
			Proposal: [
				item({
					'Channel ID': '8',
					About: 'Closed on 24 December',
					Description: '',
					submittedAt: '2026-11-20T08:00:00.000Z',
					formMode: 'production',
				}),
			],
			'Ask before sending': [
				item({ 'Send this?': 'Yes', submittedAt: '2026-11-20T08:05:00.000Z' }),
			],
		},
		results: ['Dry run', 'Update profile'],
		profiles: { '8': { about: 'Closed on 24 December' } },
	},
	{
		file: 'ai-agent-tool.json',
		title: 'An AI agent uses the node as its tool',
		feed: {
			'When a chat message arrives': [
				item({ chatInput: 'We moved to 12 Market Street, Kochi. Please tell our customers.' }),
			],
		},
		results: ['Agent'],
		profiles: {
			'': {
				about: 'We have moved!',
				address: '12 Market Street, Kochi 682001',
				industry: 8,
				websites: ['https://bakery.example', 'https://shop.bakery.example'],
			},
		},
		refuses: true,
	},
	{
		file: 'order-confirmation.json',
		title: 'An order comes in, the customer gets a template',
		feed: {
			'Order received': [
				order({
					order: '1042',
					phone: '+1 555 000 0001',
					total: '49.90 EUR',
					delivery: '27 November',
				}),
			],
		},
		results: ['Send confirmation', 'Answer: not accepted'],
		messages: [{ to: '15550000001', values: ['1042', '49.90 EUR', '27 November'] }],
	},
	{
		file: 'group-for-each-order.json',
		title: 'An order has a group of its own, and the customer gets its link',
		feed: { 'Order received': [order({ order: '1042', phone: '+1 555 000 0001' })] },
		settings: { templates: [LINK_TO_GROUP] },
		results: ['Send the link', 'Answer: no group'],
		messages: [{ to: '15550000001', values: ['1042', 'https://chat.whatsapp.com/Invite1'] }],
		groups: ['Order 1042'],
	},
	{
		file: 'broadcast-from-spreadsheet.json',
		title:
			'A message to everyone in a spreadsheet, three of them refused. Picky Assist refuses a request as a whole, so the node sends its halves again',
		feed: {
			'Upload recipients': [
				{
					json: { submittedAt: '2026-11-20T08:00:00.000Z', formMode: 'production' },
					binary: {
						Spreadsheet: {
							data: Buffer.from(RECIPIENTS).toString('base64'),
							mimeType: 'text/csv',
							fileName: 'recipients.csv',
						},
					},
				},
			],
		},
		settings: { refuse: { '15550000002': 802 } },
		results: ['Report'],
		messages: [
			{
				to: '15550000001',
				text: 'Hello Diana, we are open on Sunday from 9 am to 2 pm. See you!',
			},
			{
				to: '15550000004',
				text: 'Hello Lucía, we are open on Sunday from 9 am to 2 pm. See you!',
			},
		],
		refuses: true,
	},
	{
		file: 'delivery-check.json',
		title: 'Messages are sent, and their states asked for',
		feed: {
			'Message form': [
				item({
					'Phone numbers': '+1 555 000 0001\n15550000002\n\nnobody\n15550000004 ',
					Text: 'Your order is ready.',
					submittedAt: '2026-11-20T08:00:00.000Z',
					formMode: 'production',
				}),
			],
		},
		settings: {
			deliveryStates: {
				'15550000002': { status: '2', error_code: '131026', error_message: 'Undeliverable' },
			},
		},
		results: ['State of each message', 'Not accepted'],
		messages: ['15550000001', '15550000002', '15550000004'].map((to) => ({
			to,
			text: 'Your order is ready.',
		})),
		refuses: true,
	},
];

export function readExample(file: string): WorkflowJson {
	return JSON.parse(readFileSync(join(__dirname, '../../examples', file), 'utf8')) as WorkflowJson;
}
