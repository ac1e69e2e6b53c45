import { generate } from 'selfsigned';

/**
 * Key and certificate in PEM for this machine's loopback names. The certificate is its own
 * authority: what a test of TLS has to trust.
 */
export async function makeCertificate(): Promise<{ key: string; cert: string }> {
	const subject = [{ name: 'commonName', value: 'Picky Assist simulator' }];
	const { private: key, cert } = await generate(subject, {
		keyType: 'ec',
		algorithm: 'sha256',
		extensions: [
			{ name: 'basicConstraints', cA: true, critical: true },
			{
				name: 'subjectAltName',
				altNames: [
					{ type: 2, value: 'localhost' },
					{ type: 7, ip: '127.0.0.1' },
					{ type: 7, ip: '::1' },
				],
			},
		],
	});
	return { key, cert };
}
