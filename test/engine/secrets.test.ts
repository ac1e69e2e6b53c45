/** What only n8n's engine does with a secret that comes back: it stores the execution and writes a log. */
import { recordLog } from '../../tools/engine';
import { useEngine } from './support';

const PIN = '987123';

/** All but the node's own parameter, which n8n stores and logs with the node. */
const besideParameter = (text: string) =>
	text.replaceAll(`"pin":"${PIN}"`, '').replaceAll(`pin: '${PIN}'`, '');

describe('No stored execution and no line of the log holds', () => {
	const setting = useEngine();

	it.each(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const)(
		'the token or the PIN of an answer that repeats them, with %s',
		async (onError) => {
			const { token } = setting.simulator;
			const log = recordLog();
			for (const body of [
				{ status: 100, message: token, pin: PIN, [`k${PIN}`]: 987123 },
				{ status: 410, message: `token ${encodeURIComponent(token)}, pin ${PIN}` },
				`<p>Busy: ${token}, pin &#57;&#x38;&#55;123</p>`,
			]) {
				setting.simulator.fault({ body });
				const { stored } = await setting.call(
					'twoStepVerification.enable',
					{ pin: PIN, options: { maxRetries: 0 } },
					{ onError },
				);
				expect(stored()).toContain('[token hidden]');
				expect(stored()).toContain('[hidden]');
				expect(besideParameter(stored())).not.toMatch(new RegExp(`${PIN}|&#57;|${token}`));
			}
			log.stop();
			expect(log.text()).toContain('Running node "Picky Assist" started');
			expect(besideParameter(log.text())).not.toMatch(new RegExp(`${PIN}|${token}`));
		},
	);
});
