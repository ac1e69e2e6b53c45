/**
 * What the device or server of a project can be told.
 * https://help.pickyassist.com/api-documentation-v2/device-manage-apis/device-commands-apis (phone) and
 * …/whatsapp-automation-server-status-api (WhatsApp Web, in part only).
 */
export const DEVICE_COMMANDS = [
	{ name: 'Clear Logs (WhatsApp Web)', value: 'clearlogs' },
	{ name: 'Delete Call Queue (Phone)', value: 'delete-call-queue' },
	{ name: 'Delete Message Queue', value: 'delete-message-queue' },
	{ name: 'Disconnect (WhatsApp Web)', value: 'disconnect' },
	{ name: 'Reset (Phone)', value: 'reset' },
	{ name: 'Restart', value: 'restart' },
	{ name: 'Restart Server (WhatsApp Web)', value: 'restart-server' },
	{ name: 'Resume Call Queue (Phone)', value: 'resume-call-queue' },
	{ name: 'Resume Message Queue (Phone)', value: 'resume-message-queue' },
	{ name: 'Stop Call Queue (Phone)', value: 'stop-call-queue' },
	{ name: 'Stop Message Queue (Phone)', value: 'stop-message-queue' },
];
