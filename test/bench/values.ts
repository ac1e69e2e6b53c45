/** The input items, and the eight values that each way takes out of them. */
import type { IDataObject } from 'n8n-workflow';

export const ONE_CHANNEL = 8;

/** Distinct items; the number in `about` tells the server which one it is answering. */
export const itemsFor = (count: number, oneChannel: boolean): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({
		channel: oneChannel ? ONE_CHANNEL : index + 1,
		about: `Offer ${index}: fresh bread every morning`,
		address: `${index} Market Street, Kochi 682001`,
		description: 'Family bakery with home delivery in the whole town',
		email: `shop${index}@example.com`,
		industry: (index % 17) + 1,
		picture: `https://example.com/pictures/${index}.jpg`,
		website: `https://example.com/shops/${index}`,
	}));

/** The number of the item behind a request's body. */
export const itemNumberIn = (body: unknown): number => {
	const { about } = Object(body) as { about?: unknown };
	return Number(/^Offer (\d+):/.exec(String(about))?.[1] ?? NaN);
};

export interface Expressions {
	readonly channel: string;
	readonly about: string;
	readonly address: string;
	readonly description: string;
	readonly email: string;
	readonly industry: string;
	readonly picture: string;
	readonly website: string;
}

const plain = (name: string) => `={{ $json.${name} }}`;
const computed = (name: string) => `={{ $json.${name}.trim() }}`;

/** All values plain, or half of them computed. */
export const expressionsFor = (mixed: boolean): Expressions => {
	const text = mixed ? computed : plain;
	return {
		channel: plain('channel'),
		about: text('about'),
		address: text('address'),
		description: text('description'),
		email: text('email'),
		industry: plain('industry'),
		picture: plain('picture'),
		website: plain('website'),
	};
};
