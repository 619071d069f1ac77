/**
 * A real OpenID provider on this machine, for tests and for trying out. It knows nobody: a person says who they are.
 *
 *   node scripts/stack/identity-provider.mjs [port]     any free port unless one is given
 *
 * The first line it prints is its issuer, such as http://127.0.0.1:4010; it ends with SIGTERM, or with the process that started it.
 * From another module of this folder, or from e2e: `const provider = await startIdentityProvider(); … await provider.stop();`.
 *
 * Latch is set up for it by `settings` (OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET). Any Latch on this machine may use
 * it, whatever its port: redirect addresses are <a loopback origin>/api/auth/callback/oidc.
 *
 * In a browser: its page has the fields "E-mail address", "Name", "Subject" (who one is; the address where left empty) and
 * the box "This address is confirmed" (ticked), and the buttons "Continue" and "Cancel". It asks at each sign-in anew.
 * Without a browser: the form is posted, as a form, to the page's own address with `email`, `name`, `subject`, `verified=on`
 * and `choice=continue` or `choice=cancel`; its cookies must be kept.
 */
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
// @ts-expect-error: it comes without types.
import { interactionPolicy, Provider } from 'oidc-provider';

/** @typedef {{ email: string, name: string, verified: boolean }} Person */

export const CLIENT_ID = 'latch';
export const CLIENT_SECRET = 'a secret for the provider of this machine';

const CALLBACK = '/api/auth/callback/oidc';
const PAGE = /^\/interaction\/[\w-]+$/;

/**
 * Starts it.
 * @param {{ port?: number }} [options] 0, and so any free port, unless given
 */
export async function startIdentityProvider({ port = 0 } = {}) {
  const server = createServer();
  await new Promise((listening, failed) => {
    server.once('error', failed).listen(port, '127.0.0.1', () => listening(undefined));
  });
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  const issuer = `http://127.0.0.1:${address.port}`;
  /** @type {Map<string, Person>} */
  const people = new Map();
  const provider = createProvider(issuer, people);
  const protocol = provider.callback();
  server.on('request', (request, response) => {
    const answered = PAGE.test(request.url ?? '')
      ? answerPage(provider, people, request, response)
      : protocol(request, response);
    answered.catch((/** @type {unknown} */ error) => {
      console.error(error);
      response.writeHead(400).end('This sign-in is over. Begin anew.');
    });
  });
  return {
    issuer,
    /** What an auth server is to be told, to use it. */
    settings: { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: CLIENT_ID, OIDC_CLIENT_SECRET: CLIENT_SECRET },
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped(undefined));
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {string} issuer
 * @param {Map<string, Person>} people
 */
function createProvider(issuer, people) {
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        redirect_uris: [`http://localhost:3000${CALLBACK}`],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
    cookies: { keys: ['a key for the cookies of this provider alone'] },
    jwks: { keys: [generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })] },
    features: { devInteractions: { enabled: false } },
    findAccount: (/** @type {unknown} */ _, /** @type {string} */ id) => {
      const person = people.get(id);
      if (!person) return undefined;
      const { email, name, verified } = person;
      return { accountId: id, claims: () => ({ sub: id, email, name, email_verified: verified }) };
    },
    interactions: {
      policy: asksEachTime(),
      url: (/** @type {any} */ _, /** @type {any} */ { uid }) => `/interaction/${uid}`,
    },
    loadExistingGrant: grantAll,
    pkce: { required: () => true },
    ttl: { AccessToken: 300, AuthorizationCode: 60, Grant: 600, IdToken: 300, Interaction: 600, Session: 600 },
  });
  provider.Client.prototype.redirectUriAllowed = isCallbackOfThisMachine;
  return provider;
}

/** A person who signed in before is asked again: one browser plays many people. */
function asksEachTime() {
  const { Check, base } = interactionPolicy;
  const policy = base();
  const isAsked = (/** @type {any} */ { oidc }) =>
    oidc.result?.login ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT;
  policy.get('login').checks.add(new Check('each_time', 'Everybody is asked each time', isAsked));
  return policy;
}

/** Nobody is asked what Latch may know. @param {any} ctx */
async function grantAll({ oidc }) {
  const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
  grant.addOIDCScope('openid email profile');
  await grant.save();
  return grant;
}

/** @param {string} uri */
function isCallbackOfThisMachine(uri) {
  if (!URL.canParse(uri)) return false;
  const { hostname, pathname, search } = new URL(uri);
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname) && pathname === CALLBACK && !search;
}

/**
 * Shows the page that asks who somebody is, and takes its answer.
 * @param {any} provider
 * @param {Map<string, Person>} people
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function answerPage(provider, people, request, response) {
  await provider.interactionDetails(request, response);
  if (request.method !== 'POST') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(PAGE_TEXT);
    return;
  }
  await provider.interactionFinished(request, response, resultOf(await formOf(request), people));
}

/**
 * What the form says, as the provider takes it.
 * @param {URLSearchParams} form
 * @param {Map<string, Person>} people
 */
function resultOf(form, people) {
  if (form.get('choice') !== 'continue') return { error: 'access_denied', error_description: 'The answer was no.' };
  const email = form.get('email')?.trim() ?? '';
  const accountId = form.get('subject')?.trim() || email;
  people.set(accountId, { email, name: form.get('name')?.trim() ?? '', verified: form.has('verified') });
  return { login: { accountId, remember: false } };
}

/** @param {import('node:http').IncomingMessage} request */
async function formOf(request) {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return new URLSearchParams(text);
}

const PAGE_TEXT = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>Identity provider</title>
  </head>
  <body>
    <main>
      <h1>Who are you?</h1>
      <form method="post">
        <p><label>E-mail address <input name="email" type="email" /></label></p>
        <p><label>Name <input name="name" value="Ada" /></label></p>
        <p><label>Subject <input name="subject" /></label></p>
        <p><label><input name="verified" type="checkbox" checked /> This address is confirmed</label></p>
        <button name="choice" value="continue">Continue</button>
        <button name="choice" value="cancel">Cancel</button>
      </form>
    </main>
  </body>
</html>
`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await import('./stop-with-parent.mjs');
  const { issuer, stop } = await startIdentityProvider({ port: Number(process.argv[2] ?? 0) });
  console.log(issuer);
  process.once('SIGTERM', () => void stop().then(() => process.exit(0)));
}
