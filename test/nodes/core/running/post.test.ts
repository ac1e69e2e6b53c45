import { text } from '../../../../nodes/core/reading/fields';
import { schemaOf } from '../../../../nodes/core/reading/schema';
import { notes, writeNote } from '../../notes';
import { json, run, shownOf } from '../../strictContext';

it('hides the secrets of all items that share a request', async () => {
	const together = writeNote({
		schema: schemaOf({ note: { ...text(6), facts: { secret: true } } }),
		batch: (items) => (items.length > 0 ? [[...items]] : []),
	});
	const secrets = ['first1', 'other2', 'third3'];
	const outcome = await run(
		{
			...notes(secrets.map((note) => ({ note }))),
			answer: () => json({ status: 100, message: secrets.join(' ') }),
		},
		[together],
	);
	expect(outcome.output.map((item) => item.json.message)).toEqual(
		secrets.map(() => '[hidden] [hidden] [hidden]'),
	);
	for (const one of secrets) expect(shownOf(outcome)).not.toContain(one);
});
