import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { keptSecret } from '../settings/secret.mjs';

/** @typedef {import('../settings/settings.mjs').Settings} Settings */
/** @typedef {{ ok: boolean, says: string, set?: string | null }} Finding */

const PATIENCE_MS = 10_000;
/** The two lines leave a second apart; together means that something held the first one back. */
const HELD_BACK_MS = 500;
/** Nobody has this address; a client that is believed to come from there could claim any. */
const NOBODYS_ADDRESS = '192.0.2.55';

/**
 * Looks at a running Latch from outside, by the address that people open.
 * @param {Pick<Settings, 'publicUrl' | 'secret' | 'dataDir' | 'port'>} settings
 * @returns {Promise<Finding[]>} what it could look at
 */
export async function examine({ publicUrl, port, ...settings }) {
  const address = await checkAddress(publicUrl, port);
  if (!address.ok) return [address];
  const known = knownSecret(settings);
  if (!known)
    return [address, no('BETTER_AUTH_SECRET is not set here, and the doctor needs it.', 'BETTER_AUTH_SECRET=')];
  const ask = asker(publicUrl, known);
  try {
    const first = await ask('/api/auth/setup');
    if (first.status === 404)
      return [address, no('The secret here differs from the one that Latch runs with.', 'BETTER_AUTH_SECRET=')];
    if (!first.ok) return [address, no(`The auth server answered ${first.status}: its log says why.`)];
    const cookies = first.headers.getSetCookie();
    await first.text();
    return [
      address,
      ...flagsOf(cookies, publicUrl),
      ...(await findingsBehind(ask, cookies, publicUrl)),
      await buffering(ask),
    ];
  } catch (error) {
    return [address, no(`The auth server did not answer as expected: ${reasonOf(error)}.`)];
  }
}

/**
 * The secret that Latch runs with here, unless it was never made.
 * @param {Pick<Settings, 'secret' | 'dataDir'>} settings
 */
export function knownSecret({ secret, dataDir }) {
  const kept = join(dataDir, 'auth-secret');
  return secret ?? (existsSync(kept) ? keptSecret(kept) : undefined);
}

/**
 * Where kept mails are read, code included, for people at this machine alone.
 * @param {string} address of the gateway or of the auth server
 * @param {string} secret
 * @returns {Promise<string | undefined>} undefined where none are kept, or that cannot be learnt
 */
export async function outboxUrl(address, secret) {
  try {
    const response = await asker(address, secret)('/api/auth/setup');
    /** @type {{ findings: (Finding & { subject: string })[] }} */
    const { findings } = await response.json();
    return /http\S+\/outbox#\S+/.exec(findings.find(({ subject }) => subject === 'mail')?.says ?? '')?.[0];
  } catch {
    return undefined;
  }
}

/**
 * @param {Finding[]} findings
 * @returns {string} a line or two for each, and how many are wrong
 */
export function report(findings) {
  const lines = findings.flatMap(({ ok, says, set }) => [
    `  ${ok ? 'ok ' : 'NO '} ${says}`,
    ...(set ? [`        in .env:  ${set}`] : []),
  ]);
  const wrong = findings.filter(({ ok }) => !ok).length;
  const summary =
    wrong === 0
      ? 'All is well.'
      : `${wrong === 1 ? '1 thing is not as it' : `${wrong} things are not as they`} should be.`;
  return [...lines, '', summary].join('\n');
}

/**
 * Whether the address leads to Latch at all.
 * @param {string} publicUrl
 * @param {number} port
 * @returns {Promise<Finding>}
 */
async function checkAddress(publicUrl, port) {
  try {
    const response = await fetch(`${publicUrl}/api/auth/get-session`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (response.status >= 300 && response.status < 400)
      return no(
        `${publicUrl} sends people on to ${response.headers.get('location')}.`,
        `PUBLIC_URL=${originOf(response)}`,
      );
    if (response.headers.get('x-request-id')) return { ok: true, says: `Latch answers at ${publicUrl}.` };
    return no(`Something answers at ${publicUrl}, but it is not Latch: is it on another port?`, `PORT=${port}`);
  } catch (error) {
    return no(`Nothing answers at ${publicUrl}: ${reasonOf(error)}. Is Latch running, and does the name lead here?`);
  }
}

/**
 * @param {(path: string, headers?: Record<string, string>) => Promise<Response>} ask
 * @param {string[]} cookies
 * @param {string} publicUrl
 * @returns {Promise<Finding[]>}
 */
async function findingsBehind(ask, cookies, publicUrl) {
  const cookie = cookies.map((one) => one.split(';', 1)[0]).join('; ');
  const query = new URLSearchParams({ address: new URL(publicUrl).origin, clock: new Date().toISOString() });
  const look = async (/** @type {Record<string, string>} */ headers) => {
    const response = await ask(`/api/auth/setup?${query}`, { cookie, ...headers });
    /** @type {{ findings: (Finding & { subject: string })[] }} */
    const { findings } = await response.json();
    return findings;
  };
  const found = await look({});
  const claimed = await look({ 'x-forwarded-for': NOBODYS_ADDRESS });
  const believed = claimed.find(({ subject, ok }) => subject === 'proxy' && !ok);
  return found.map((finding) => (finding.subject === 'proxy' && believed ? believed : finding));
}

/**
 * @param {string[]} cookies
 * @param {string} publicUrl
 * @returns {Finding[]}
 */
function flagsOf(cookies, publicUrl) {
  const [cookie = ''] = cookies;
  const wanted = ['HttpOnly', 'SameSite=Lax', ...(publicUrl.startsWith('https:') ? ['Secure'] : [])];
  const missing = wanted.filter((flag) => !new RegExp(`;\\s*${flag}(;|$)`, 'i').test(cookie));
  if (missing.length === 0) return [{ ok: true, says: `Cookies are ${wanted.join(', ')}.` }];
  return [no(`Something on the way changes cookies: ${missing.join(', ')} is missing.`)];
}

/**
 * @param {(path: string) => Promise<Response>} ask
 * @returns {Promise<Finding>}
 */
async function buffering(ask) {
  const { body } = await ask('/api/auth/setup/lines');
  const reader = /** @type {ReadableStream<Uint8Array>} */ (body).getReader();
  await reader.read();
  const first = performance.now();
  await reader.read();
  const apart = performance.now() - first;
  await reader.cancel();
  if (apart >= HELD_BACK_MS) return { ok: true, says: 'Responses are not buffered.' };
  return no('A proxy buffers responses: turn its buffering off for Latch.');
}

/**
 * @param {string} publicUrl
 * @param {string} secret
 */
function asker(publicUrl, secret) {
  const at = Date.now();
  const proof = `${at}.${createHmac('sha256', secret).update(`latch doctor ${at}`).digest('hex')}`;
  return (/** @type {string} */ path, /** @type {Record<string, string>} */ headers = {}) =>
    fetch(publicUrl + path, {
      headers: { 'x-latch-doctor': proof, ...headers },
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
}

/** @param {Response} response */
function originOf(response) {
  return new URL(response.headers.get('location') ?? '', response.url).origin;
}

/** @param {unknown} error */
function reasonOf(error) {
  const { cause, name, message } = /** @type {Error & { cause?: { code?: string, message?: string } }} */ (error);
  if (name === 'TimeoutError') return 'no answer within 10 s';
  return cause?.code ?? cause?.message ?? message;
}

/**
 * @param {string} says
 * @param {string} [set]
 * @returns {Finding}
 */
function no(says, set) {
  return { ok: false, says, set };
}
