/** Why one attempt got no answer of Picky Assist. */
export interface Failure {
	readonly message: string;
	readonly hint: string;
	/** Whether the same request may get through later. */
	readonly passes: boolean;
	/** Whether the request may have arrived all the same. */
	readonly mayHaveArrived: boolean;
	/** Whether a later try in this run is worth while; unless told, if it may get through later. */
	readonly retried?: boolean;
	readonly httpStatus?: number;
	/** Milliseconds that the server asks to wait. */
	readonly retryAfter?: number | undefined;
}

const offline = {
	message: 'Picky Assist could not be reached',
	hint: 'Check the internet connection of the server that runs n8n, and its proxy if it has one, then run this again',
	passes: true,
	mayHaveArrived: false,
};
const interrupted = {
	message: 'The connection to Picky Assist broke before the answer came',
	hint: 'Run this again',
	passes: true,
	mayHaveArrived: true,
};
const unknownHost = {
	message: 'The address of Picky Assist could not be found',
	hint: 'Check the base URL in the credential and the internet connection of the server that runs n8n',
	passes: true,
	mayHaveArrived: false,
};
const untrusted = {
	message: 'The certificate of the server is not trusted, so the token was not sent',
	hint: 'Check the base URL in the credential. If you have a certificate authority of your own, give its certificate to n8n with NODE_EXTRA_CA_CERTS',
	passes: false,
	mayHaveArrived: false,
};
const garbled = {
	message: "The server's answer could not be read",
	hint: 'Check the base URL in the credential, and any proxy between n8n and Picky Assist',
	passes: false,
	mayHaveArrived: true,
};

/** What is said where no timer and no code tells more. */
export const UNKNOWN_FAILURE: Failure = {
	message: 'The request to Picky Assist was not possible',
	hint: "Check the base URL in the credential, and n8n's own network settings (proxy, SSRF protection)",
	passes: false,
	mayHaveArrived: true,
};

export const TIMED_OUT: Failure = {
	message: 'Picky Assist did not answer in time',
	hint: 'Run this again later, or allow more time with Timeout under Options',
	passes: true,
	mayHaveArrived: true,
};

/** By the codes of Node.js (https://nodejs.org/api/errors.html) and of its HTTP and TLS layers. */
export const CONNECTION_FAILURES: ReadonlyMap<string, Failure> = new Map([
	...like(offline, 'ECONNREFUSED EHOSTUNREACH EHOSTDOWN ENETUNREACH ENETDOWN EADDRNOTAVAIL'),
	...like(unknownHost, 'ENOTFOUND EAI_AGAIN'),
	...like(interrupted, 'ECONNRESET EPIPE ERR_STREAM_PREMATURE_CLOSE'),
	// How the HTTP library names an answer that broke off, and a failure whose cause it does not tell.
	...like(interrupted, 'ERR_BAD_RESPONSE ERR_NETWORK'),
	...like(TIMED_OUT, 'ETIMEDOUT ECONNABORTED ESOCKETTIMEDOUT'),
	...like(untrusted, 'CERT_HAS_EXPIRED DEPTH_ZERO_SELF_SIGNED_CERT ERR_TLS_CERT_ALTNAME_INVALID'),
	...like(untrusted, 'SELF_SIGNED_CERT_IN_CHAIN UNABLE_TO_GET_ISSUER_CERT'),
	...like(untrusted, 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
	...like(garbled, 'HPE_HEADER_OVERFLOW HPE_INVALID_CONSTANT HPE_INVALID_HEADER_TOKEN'),
	...like(garbled, 'Z_BUF_ERROR Z_DATA_ERROR'),
]);

function like(failure: Failure, codes: string): Array<[string, Failure]> {
	return codes.split(' ').map((code) => [code, failure]);
}
