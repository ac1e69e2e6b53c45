import { labelsOf } from '../../../../nodes/core/description/labels';

it('names the choices of a list not at all', () => {
	const list = {
		displayName: 'List',
		name: 'list',
		type: 'options' as const,
		default: 1,
		options: [{ name: 'One', value: 1 }],
	};
	expect([...labelsOf([list])]).toEqual([['list', 'List']]);
});
