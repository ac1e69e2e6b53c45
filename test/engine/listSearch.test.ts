import { searchList } from '../../tools/engine';
import { useEngine } from './support';

describe('The list of templates in the editor', () => {
	const setting = useEngine();

	const search = async (credential = setting.credential(), filter?: string) =>
		await searchList(setting.engine, {
			method: 'searchTemplates',
			credential,
			...(filter !== undefined && { filter }),
		});

	it('is asked for with the token alone, and searched by what a user types', async () => {
		const { results } = await search(undefined, 'pt_br');
		expect(results.map(({ value }) => value)).toEqual(['HW1001|pt_BR']);
		expect(setting.received()).toEqual([{}]);
	});

	it('says in one sentence without the token why there is none, and is asked for once', async () => {
		setting.simulator.fault({ echoToken: 'embedded', status: 401, times: Infinity });
		const thrown: unknown = await search().catch((error: unknown) => error);
		expect(thrown).toMatchObject({ message: expect.stringMatching(/did not accept the token/) });
		expect(`${JSON.stringify(thrown)} ${String(thrown)}`).not.toContain(setting.simulator.token);
		expect(setting.simulator.counts.requests).toBe(1);
	});

	it('says what is wrong with the credential', async () => {
		await expect(search(setting.credential({ token: ' ' }))).rejects.toThrow(/has no token/);
	});
});
