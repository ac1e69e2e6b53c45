export interface ConnectionFailure {
	readonly message: string;
	readonly hint: string;
	/** Whether the same request may get through later. */
	readonly passes: boolean;
	/** Whether the request may have arrived all the same. */
	readonly mayHaveArrived: boolean;
}

const offline = {
	message: 'Picky Assist could not be reached',
	hint: 'Check the internet connection of the server that runs n8n and, where it has one, its proxy, then run this again',
	passes: true,
	mayHaveArrived: false,
};
const interrupted = {
	message: 'The connection to Picky Assist broke before the answer was there',
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
	hint: 'Check the base URL in the credential. For a server with a certificate authority of your own, give it to n8n with NODE_EXTRA_CA_CERTS',
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
export const UNKNOWN_FAILURE: ConnectionFailure = {
	message: 'The request to Picky Assist was not possible',
	hint: "Check the base URL in the credential, and n8n's own network settings (proxy, SSRF protection)",
	passes: false,
	mayHaveArrived: true,
};

export const TIMED_OUT: ConnectionFailure = {
	message: 'Picky Assist did not answer in time',
	hint: 'Run this again later, or allow more time with Timeout under Options',
	passes: true,
	mayHaveArrived: true,
};

/** The codes of Node.js (https://nodejs.org/api/errors.html) and of its HTTP and TLS layers. */
export const CONNECTION_FAILURES: ReadonlyMap<string, ConnectionFailure> = new Map([
	['ECONNREFUSED', offline],
	['EHOSTUNREACH', offline],
	['EHOSTDOWN', offline],
	['ENETUNREACH', offline],
	['ENETDOWN', offline],
	['EADDRNOTAVAIL', offline],
	['ENOTFOUND', unknownHost],
	['EAI_AGAIN', unknownHost],
	['ECONNRESET', interrupted],
	['EPIPE', interrupted],
	// How the HTTP library names an answer that broke off, and a failure whose cause it does not tell.
	['ERR_BAD_RESPONSE', interrupted],
	['ERR_NETWORK', interrupted],
	['ERR_STREAM_PREMATURE_CLOSE', interrupted],
	['ETIMEDOUT', TIMED_OUT],
	['ECONNABORTED', TIMED_OUT],
	['ESOCKETTIMEDOUT', TIMED_OUT],
	['CERT_HAS_EXPIRED', untrusted],
	['DEPTH_ZERO_SELF_SIGNED_CERT', untrusted],
	['ERR_TLS_CERT_ALTNAME_INVALID', untrusted],
	['SELF_SIGNED_CERT_IN_CHAIN', untrusted],
	['UNABLE_TO_GET_ISSUER_CERT', untrusted],
	['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', untrusted],
	['UNABLE_TO_VERIFY_LEAF_SIGNATURE', untrusted],
	['HPE_HEADER_OVERFLOW', garbled],
	['HPE_INVALID_CONSTANT', garbled],
	['HPE_INVALID_HEADER_TOKEN', garbled],
	['Z_BUF_ERROR', garbled],
	['Z_DATA_ERROR', garbled],
]);
