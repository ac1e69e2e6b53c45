/**
 * What kind of message a delivery report is about: its `message_type`, in other numbers than those of the webhook.
 * https://help.pickyassist.com/api-documentation-v2/push-api/delivery-reports
 */
export const REPORT_TYPES: ReadonlyMap<string, string> = new Map([
	['1', 'image'],
	['2', 'video'],
	['3', 'text'],
	['4', 'audio'],
	['5', 'document'],
]);
