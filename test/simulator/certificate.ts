/** A certificate for this machine's loopback names that is its own authority: what a test of TLS has to trust. */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const DAY = 86_400_000;

/** One element of DER, the binary form of certificates: tag, length, content. */
const der = (tag: number, ...parts: Buffer[]): Buffer => {
	const content = Buffer.concat(parts);
	const { length } = content;
	const bytes = length < 0x100 ? [length] : [length >> 8, length & 0xff];
	const prefix = length < 0x80 ? [] : [0x80 + bytes.length];
	return Buffer.concat([Buffer.from([tag, ...prefix, ...bytes]), content]);
};

const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
const hex = (digits: string) => Buffer.from(digits, 'hex');
const time = (date: Date) =>
	der(0x17, Buffer.from(`${date.toISOString().slice(2, 19).replace(/[-T:]/g, '')}Z`));

const ECDSA_WITH_SHA256 = sequence(hex('06082a8648ce3d040302'));
const COMMON_NAME = hex('0603550403');
const BASIC_CONSTRAINTS = hex('0603551d13');
const SUBJECT_ALT_NAME = hex('0603551d11');
const TRUE = hex('0101ff');

const name = (text: string) =>
	sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(text)))));

const LOOPBACK_NAMES = sequence(
	der(0x82, Buffer.from('localhost')),
	der(0x87, Buffer.from([127, 0, 0, 1])),
	der(0x87, Buffer.from([...new Array<number>(15).fill(0), 1])),
);

const EXTENSIONS = sequence(
	sequence(BASIC_CONSTRAINTS, TRUE, der(0x04, sequence(TRUE))),
	sequence(SUBJECT_ALT_NAME, der(0x04, LOOPBACK_NAMES)),
);

/** Key and certificate in PEM, good from yesterday for a month; the certificate is its own authority. */
export function makeCertificate(now = Date.now()): { key: string; cert: string } {
	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const issuer = name('Picky Assist simulator');
	const serial = Buffer.concat([Buffer.from([0x40]), randomBytes(15)]);
	const content = sequence(
		der(0xa0, der(0x02, Buffer.from([2]))),
		der(0x02, serial),
		ECDSA_WITH_SHA256,
		issuer,
		sequence(time(new Date(now - DAY)), time(new Date(now + 30 * DAY))),
		issuer,
		publicKey.export({ type: 'spki', format: 'der' }),
		der(0xa3, EXTENSIONS),
	);
	const signature = Buffer.concat([Buffer.from([0]), sign('sha256', content, privateKey)]);
	const bytes = sequence(content, ECDSA_WITH_SHA256, der(0x03, signature));
	const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
	return {
		key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
		cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
	};
}
