/** The items with profiles, and the eight values that each way takes out of them. */
import type { IDataObject } from 'n8n-workflow';

const ONE_CHANNEL = 8;

/** The number in `about` tells the server which item it is answering. */
const itemOf = (number: number, oneChannel: boolean) => ({
	channel: oneChannel ? ONE_CHANNEL : number + 1,
	about: `Offer ${number}: fresh bread every morning`,
	address: `${number} Market Street, Kochi 682001`,
	description: 'Family bakery with home delivery in the whole town',
	email: `shop${number}@example.com`,
	industry: (number % 17) + 1,
	picture: `https://example.com/pictures/${number}.jpg`,
	website: `https://example.com/shops/${number}`,
});

export const profiles = (count: number, oneChannel: boolean): IDataObject[] =>
	Array.from({ length: count }, (_, number) => itemOf(number, oneChannel));

/** The number of the item behind a profile. */
export const profileNumberIn = (about: unknown): number =>
	Number(/^Offer (\d+):/.exec(String(about))?.[1] ?? NaN);

export type Expressions = Readonly<Record<keyof ReturnType<typeof itemOf>, string>>;

const COMPUTED = ['about', 'address', 'description', 'email'];

/** All values plain, or half of them computed. */
export function expressionsFor(mixed: boolean): Expressions {
	const expressionOf = (name: string) =>
		`={{ $json.${name}${mixed && COMPUTED.includes(name) ? '.trim()' : ''} }}`;
	const names = Object.keys(itemOf(0, false));
	return Object.fromEntries(names.map((name) => [name, expressionOf(name)])) as Expressions;
}
