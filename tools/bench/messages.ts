/** The items with messages, and how each way writes them. */
import type { IDataObject } from 'n8n-workflow';

export const MESSAGE_CHANNEL = '8';
export const RECIPIENTS_PER_REQUEST = 100;

/** The binary field and the name of the picture, and its size in bytes. */
export const PICTURE = { field: 'data', fileName: 'menu.jpg', mimeType: 'image/jpeg' };
export const PICTURE_SIZE = 5 * 2 ** 20;

const FIRST_NUMBER = 15_550_000_000;

export const messages = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_, number) => ({
		phone: String(FIRST_NUMBER + number),
		name: `Customer ${number}`,
		'order id': `A-${number + 1000}`,
	}));

/** The number of the item behind a recipient. */
export const recipientNumberIn = (phone: string) => Number(phone) - FIRST_NUMBER;

/** About 120 characters when the holes are filled. */
const TEXT =
	'Hello {name}, your order {order} is on its way and will be with you today between four and six. Thank you for it!';

const NAMES = { name: '$json.name', order: '$json["order id"]' };

/** The code of each value, plain or with the name computed. */
const codeOf = (computed: boolean) => ({
	...NAMES,
	...(computed && { name: `${NAMES.name}.toUpperCase()` }),
});

const filled = (computed: boolean, hole: (code: string) => string) => {
	const codes = codeOf(computed);
	return TEXT.replace('{name}', hole(codes.name)).replace('{order}', hole(codes.order));
};

/** The text as a user writes it in a field. */
export const textWithHoles = (computed: boolean) =>
	`=${filled(computed, (code) => `{{ ${code} }}`)}`;

/** The text as a template literal, for an item whose JSON is `$json`. */
export const textInCode = (computed: boolean) => `\`${filled(computed, (code) => `\${${code}}`)}\``;

/** The text of an item. */
export const textOf = ({ name, 'order id': order }: IDataObject) =>
	TEXT.replace('{name}', String(name)).replace('{order}', String(order));
