import { CredentialSettingError } from './settings';

/** What n8n's HTTP library sends as it stands, past any base URL. */
const ABSOLUTE = /^([a-z][a-z\d+.-]*:)?\/\//i;

/** What programs read in different ways: white space, backslashes, and a scheme without its slashes. */
const AMBIGUOUS = /[\s\p{Cc}\\]|^[a-z][a-z\d+.-]*:(?!\/\/)/iu;

/** A step up that is left over when the plain ones are taken: only the server would take it. */
const STEP_UP = /(^|[/\\])\.\.|\p{Cc}/u;

/**
 * Lets a request pass only where it surely stays below the base URL. n8n's HTTP Request node names the address `uri`, and
 * both may be there when it reads page by page.
 *
 * @throws CredentialSettingError where it does not.
 */
export function demandBelow(
	baseUrl: string,
	{ url, uri, baseURL }: { readonly [Key in 'url' | 'uri' | 'baseURL']?: unknown },
): void {
	const targets = [url ?? uri ?? '', uri ?? url ?? ''].map(String);
	const base = new URL(baseUrl);
	const from = String(baseURL || baseUrl);
	if (targets.every((target) => isBelow(base, placeOf(from, target)))) return;
	throw new CredentialSettingError(
		`This URL is not below ${baseUrl}, so the Picky Assist credential does not send its token there`,
		`Begin the URL with ${baseUrl}/, without spaces, backslashes and "..", or choose another credential`,
	);
}

/** The target as n8n's HTTP library puts it together, without its query; `undefined` where there are two ways to read it. */
function placeOf(baseURL: string, target: string): URL | undefined {
	const [address = ''] = target.split(/[?#]/);
	const whole = ABSOLUTE.test(address) ? address : joined(baseURL, address);
	if (AMBIGUOUS.test(address) || AMBIGUOUS.test(whole)) return undefined;
	return URL.canParse(whole) ? new URL(whole) : undefined;
}

const joined = (baseURL: string, path: string) =>
	`${baseURL.replace(/\/$/, '')}/${path.replace(/^\//, '')}`;

function isBelow(base: URL, place: URL | undefined): boolean {
	if (place?.protocol !== base.protocol || place.host !== base.host) return false;
	if (place.username !== '' || place.password !== '') return false;
	const prefix = base.pathname.replace(/\/$/, '');
	const rest = place.pathname.slice(prefix.length);
	return `${place.pathname}/`.startsWith(`${prefix}/`) && staysDown(rest);
}

/** Whether a path climbs nowhere, however often a server decodes it. */
function staysDown(path: string): boolean {
	if (STEP_UP.test(path)) return false;
	if (!path.includes('%')) return true;
	const decoded = decodedOnce(path);
	return decoded !== undefined && staysDown(decoded);
}

function decodedOnce(path: string): string | undefined {
	try {
		return decodeURIComponent(path);
	} catch {
		return undefined;
	}
}
