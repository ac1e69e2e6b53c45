/** Ask and Wait on one process of n8n. */
import { PATIENCE, stage } from '../asking';
import { expect, test } from '../fixtures';
import { startService, type Service } from '../../../tools/n8n/service';

const AVA = '15550000001';

let service: Service;
test.beforeAll(async () => {
	service = await startService();
});
test.afterAll(async () => await service.close());

test('the answer on WhatsApp wakes the run that asked', async ({
	n8n,
	server,
	simulator,
	credential,
}) => {
	const scene = await stage({ n8n, server, simulator, credential, service });
	const id = await scene.askAndSleep(AVA);
	const asleep = await scene.run(id);
	expect(asleep.itemsOf('Ask')).toMatchObject([{ json: { waiting: true, number: AVA } }]);
	const answer = await scene.phone(AVA).write('Yes, please');
	expect(answer.status).toBe(200);
	const [item] = await scene.expectWoken(1);
	expect(item).toMatchObject({ answered: true, answer: 'Yes, please' });
	console.log(JSON.stringify(item, undefined, 1), JSON.stringify(asleep.itemsOf('Ask')));
	await n8n.finished(id);
	expect(scene.passedOn).toEqual([]);
	await expect.poll(async () => await scene.rows(), PATIENCE).toEqual([]);
});
