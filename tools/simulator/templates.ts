/** The templates that a project has unless a test sets others: each state, each kind, several languages. */

/** As `/template-status` shows one. */
export interface Template {
	template_id: string;
	template_name: string;
	/** 1 pending, 2 pending at WhatsApp, 3 approved, 4 rejected. */
	template_status: string | number;
	/** 1 text, 2 image, 3 document, 4 video. */
	message_type: string | number;
	/** 12 transactional, 13 marketing, 14 one-time password; older ones have 1 to 11. */
	category: string | number;
	header?: string;
	footer?: string;
	template_message: Array<{ message: string; language: string }>;
	buttons?: unknown[];
}

const english = (message: string) => [{ message, language: 'en' }];

export const TEMPLATES: readonly Template[] = [
	{
		template_id: 'XY6479',
		template_name: 'order_confirmation',
		template_status: '3',
		message_type: '1',
		category: '12',
		footer: 'Thank you for your order',
		template_message: [
			{
				message:
					'Your order {{1}} for a total of {{2}} is confirmed. The expected delivery is {{3}}.',
				language: 'en',
			},
			{
				message: 'Su pedido {{1}} por un total de {{2}} está confirmado. Llega el {{3}}.',
				language: 'es',
			},
		],
	},
	{
		template_id: 'YG7203',
		template_name: 'welcome_message',
		template_status: '3',
		message_type: '2',
		category: '13',
		footer: 'test footer',
		template_message: english('Hello {{1}}, Welcome to Pickyassist'),
	},
	{
		template_id: 'VG7935',
		template_name: 'machine_stopped',
		template_status: '3',
		message_type: '1',
		category: '12',
		header: 'Stopped: {{1}}',
		template_message: english('{{1}} has stopped for {{2}} minutes, {{3}} of them in this hour.'),
	},
	{
		template_id: 'DC5120',
		template_name: 'invoice',
		template_status: '3',
		message_type: '3',
		category: '12',
		template_message: english('Your invoice {{1}} is attached.'),
	},
	{
		template_id: 'VD2280',
		template_name: 'tour_of_the_shop',
		template_status: '3',
		message_type: '4',
		category: '13',
		template_message: english('Have a look at our new shop.'),
	},
	{
		template_id: 'HW1001',
		template_name: 'opening_hours',
		template_status: 3,
		message_type: 1,
		category: 13,
		template_message: [
			{ message: 'We are open from 9 to 5.', language: 'en' },
			{ message: 'Abrimos das 9 às 17 horas.', language: 'pt_BR' },
			{ message: 'Wir haben von 9 bis 17 Uhr geöffnet.', language: 'de' },
		],
		buttons: [{ type: 'url', text: 'Our shop', url: 'https://shop.example/{{1}}' }],
	},
	{
		template_id: 'AP3071',
		template_name: 'appointment_reminder',
		template_status: '3',
		message_type: '1',
		category: '12',
		template_message: english('Hello {{1}}, your appointment is on {{2}}. Will you come?'),
		buttons: [
			{ type: 'quick_reply', text: 'I will come' },
			{ type: 'quick_reply', text: 'I cannot come' },
		],
	},
	{
		template_id: 'NA5520',
		template_name: 'appointment_open',
		template_status: '3',
		message_type: '1',
		category: '12',
		template_message: english(
			'{{1}} has not answered about the appointment on {{2}}. Please call {{3}}.',
		),
	},
	{
		template_id: 'AX211481604',
		template_name: 'sign_in_code',
		template_status: '1',
		message_type: '1',
		category: '14',
		template_message: english('{{1}} is your code.'),
	},
	{
		template_id: 'PW4410',
		template_name: 'winter_sale',
		template_status: '2',
		message_type: '1',
		category: '13',
		template_message: english('Winter sale: {{1}} off until {{2}}.'),
	},
	{
		template_id: 'RJ9034',
		template_name: 'lottery',
		template_status: '4',
		message_type: '1',
		category: '13',
		template_message: english('You have won {{1}}!'),
	},
];
