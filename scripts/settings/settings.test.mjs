import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { Client } from 'pg';
import { explainConnectionRefusal, readDatabaseSettings } from '../../packages/server-kit/src/settings/databases.mjs';
import { Refusal } from './refusal.mjs';
import { authServerEnvironment, backendEnvironment } from './server-environment.mjs';
import { readSettings } from './settings.mjs';

test('with nothing configured everything has a default', () => {
  const { port, authPort, backendPort, publicUrl, dataDir } = readSettings({});
  assert.deepEqual(
    { port, authPort, backendPort, publicUrl },
    { port: 3000, authPort: 3001, backendPort: 3002, publicUrl: 'http://localhost:3000' },
  );
  assert.match(dataDir, /[/\\]\.data$/);
});

test('the public address follows the port until one is given', () => {
  assert.equal(readSettings({ PORT: '4100' }).publicUrl, 'http://localhost:4100');
  assert.equal(
    readSettings({ PORT: '4100', PUBLIC_URL: 'https://todo.example.com/' }).publicUrl,
    'https://todo.example.com',
  );
});

test('all problems are told together, each with the name of its variable', () => {
  assert.throws(
    () =>
      readSettings({
        PORT: '70000',
        PUBLIC_URL: 'todo.example.com/app',
        BETTER_AUTH_SECRET: 'short',
        AUTH_PORT: '3002',
      }),
    (error) =>
      error instanceof Refusal &&
      ['PORT must', 'PUBLIC_URL must', 'BETTER_AUTH_SECRET must', 'different ports'].every((part) =>
        error.message.includes(part),
      ),
  );
});

test('what the servers could not use is told along with it, without a secret', () => {
  const wrong = {
    LOG_LEVEL: 'loud',
    AUTH_SERVER_TIMEOUT_MS: '0',
    SMTP_URL: 'smtp://ada:S3CRET#1@mail.example.com',
    TRUSTED_PROXIES: 'nginx',
    GITHUB_CLIENT_ID: 'latch',
    TODOS_DB_HOST: 'db',
    TODOS_DB_PORT: 'x',
  };
  assert.throws(
    () => readSettings(wrong),
    ({ message }) =>
      ['LOG_LEVEL must', 'AUTH_SERVER_TIMEOUT_MS must', 'SMTP_URL must', 'MAIL_FROM must', 'TRUSTED_PROXIES must']
        .concat('GITHUB_CLIENT_SECRET must', 'TODOS_DB_PORT must')
        .every((part) => message.includes(part)) && !message.includes('S3CRET'),
  );
});

test('what an auth server that runs elsewhere reads does not have to go together here', () => {
  const half = { GITHUB_CLIENT_ID: 'latch' };
  assert.throws(() => readSettings(half), /GITHUB_CLIENT_SECRET must be given/);
  assert.equal(readSettings({ ...half, AUTH_SERVER_URL: 'http://auth:3001' }).authServerUrl, 'http://auth:3001');
});

test('Latch may live below a path, but not below one of its own, and an address has nothing behind the path', () => {
  const publicUrlOf = (/** @type {string} */ PUBLIC_URL) => readSettings({ PUBLIC_URL }).publicUrl;
  assert.equal(publicUrlOf('https://example.com/todo/'), 'https://example.com/todo');
  assert.equal(publicUrlOf('https://example.com/our/todo'), 'https://example.com/our/todo');
  for (const path of ['/?x', '/#x', '/a//b', '/a/../api', '/api', '/api/todo', '/assets', '/a%20b', '/.hidden'])
    assert.throws(
      () => readSettings({ PUBLIC_URL: `https://example.com${path}` }),
      (error) => error instanceof Refusal && /PUBLIC_URL must be .*it is "https:/.test(error.message),
      path,
    );
});

test('each server is told where the other one is', () => {
  const settings = { ...readSettings({ AUTH_PORT: '4001', BACKEND_PORT: '4002' }), secret: 'x'.repeat(32) };
  assert.equal(authServerEnvironment(settings, 'postgres:').BACKEND_URL, 'http://127.0.0.1:4002');
  assert.equal(backendEnvironment(settings, 'postgres:').AUTH_SERVER_URL, 'http://127.0.0.1:4001');
});

test('metrics are off until a port is given, and it must be one of its own', () => {
  assert.equal(readSettings({}).authMetricsPort, undefined);
  const settings = readSettings({ AUTH_METRICS_PORT: '9464', BACKEND_METRICS_PORT: '9465' });
  assert.equal(authServerEnvironment({ ...settings, secret: 'x' }, 'postgres:').AUTH_METRICS_PORT, '9464');
  assert.equal(backendEnvironment(settings, 'postgres:').BACKEND_METRICS_PORT, '9465');
  assert.equal(backendEnvironment(readSettings({}), 'postgres:').BACKEND_METRICS_PORT, undefined);
  assert.throws(() => readSettings({ AUTH_METRICS_PORT: '9464', BACKEND_METRICS_PORT: '9464' }), /different ports/);
  assert.throws(() => readSettings({ AUTH_METRICS_PORT: '0' }), /AUTH_METRICS_PORT must be a port/);
});

test('mails are kept where nobody but this machine gets here, until there is a mail server', () => {
  const secret = 'x'.repeat(32);
  const mailIn = (/** @type {NodeJS.ProcessEnv} */ env) => {
    const { SMTP_URL, MAIL_FROM, MAIL_OUTBOX } = authServerEnvironment({ ...readSettings(env), secret }, 'postgres:');
    return { SMTP_URL, MAIL_FROM, MAIL_OUTBOX };
  };
  const none = { SMTP_URL: undefined, MAIL_FROM: undefined, MAIL_OUTBOX: undefined };
  assert.deepEqual(mailIn({}), { ...none, MAIL_OUTBOX: 'on' });
  assert.deepEqual(mailIn({ MAIL_OUTBOX: 'off' }), { ...none, MAIL_OUTBOX: 'off' });
  assert.deepEqual(mailIn({ PUBLIC_URL: 'https://todo.example.com' }), none);
  const smtp = { SMTP_URL: 'smtp://user:password@mail.example.com', MAIL_FROM: 'latch@example.com' };
  assert.deepEqual(mailIn(smtp), { ...none, ...smtp });
  assert.equal(backendEnvironment(readSettings(smtp), 'postgres:').SMTP_URL, undefined);
});

test('who may make an account is told to the auth server', () => {
  const signUpIn = (/** @type {NodeJS.ProcessEnv} */ env) =>
    authServerEnvironment({ ...readSettings(env), secret: 'x' }, 'postgres:').SIGN_UP;
  assert.equal(signUpIn({}), undefined);
  assert.equal(signUpIn({ SIGN_UP: 'invitation' }), 'invitation');
  assert.throws(() => readSettings({ SIGN_UP: 'friends' }), /SIGN_UP must be open, invitation or closed/);
});

test('who people may sign in by is told to the auth server, and to nobody else', () => {
  const oidc = { OIDC_ISSUER: 'https://id.example.com', OIDC_CLIENT_ID: 'latch', OIDC_CLIENT_SECRET: 'secret' };
  const env = { ...oidc, GITHUB_CLIENT_ID: ' ' };
  const auth = authServerEnvironment({ ...readSettings(env), secret: 'x' }, 'postgres:');
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, GITHUB_CLIENT_ID } = auth;
  assert.deepEqual(
    { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, GITHUB_CLIENT_ID },
    { ...oidc, GITHUB_CLIENT_ID: undefined },
  );
  const backend = backendEnvironment(readSettings(env), 'postgres:');
  assert.ok('OIDC_CLIENT_SECRET' in backend);
  assert.equal(backend.OIDC_CLIENT_SECRET, undefined);
});

test('production refuses to start without a secret, unless the auth server runs elsewhere', () => {
  assert.throws(() => readSettings({ NODE_ENV: 'production' }), /BETTER_AUTH_SECRET must be given/);
  readSettings({ NODE_ENV: 'production', BETTER_AUTH_SECRET: 'x'.repeat(32) });
  readSettings({ NODE_ENV: 'production', AUTH_SERVER_URL: 'http://auth:3001' });
});

/** What everything reads alike; gateway/gateways-agree.test.mjs holds the nginx to the addresses. */
const cases = JSON.parse(readFileSync(new URL('settings-cases.json', import.meta.url), 'utf8'));

describe('the address people open', () => {
  for (const [given, origin, path] of cases.publicUrls.read)
    test(`${given} is ${origin}${path}`, () =>
      assert.equal(readSettings({ PUBLIC_URL: given }).publicUrl, origin + path));
  for (const given of cases.publicUrls.refused)
    test(`${given} is refused`, () =>
      assert.throws(() => readSettings({ PUBLIC_URL: given }), /PUBLIC_URL must be the address people open/));
});

describe('a database', () => {
  for (const url of cases.databaseUrls.read)
    test(`at ${url} is taken as it is`, () =>
      assert.equal(readSettings({ AUTH_DATABASE_URL: url }).authDatabaseUrl, url));
  for (const url of cases.databaseUrls.refused)
    test(`at ${url} is refused without repeating it`, () =>
      assert.throws(
        () => readSettings({ TODOS_DATABASE_URL: url }),
        ({ message }) =>
          /TODOS_DATABASE_URL must be .*%23.*TODOS_DB_PASSWORD/.test(message) && !message.includes('S3C'),
      ));
  for (const [parts, expected] of cases.databaseParts.read)
    test(`of the parts ${JSON.stringify(parts)} reaches pg as it is`, () => {
      const { authDatabaseUrl } = readSettings(named('AUTH_DB', parts));
      const client = new Client(authDatabaseUrl);
      for (const [name, value] of Object.entries(expected))
        assert.equal(/** @type {any} */ (client)[name] ?? '', value, name);
    });
  for (const [parts, part] of cases.databaseParts.refused)
    test(`of the parts ${JSON.stringify(parts)} is refused`, () =>
      assert.throws(
        () => readSettings(named('AUTH_DB', parts)),
        ({ message }) => message.includes(`AUTH_DB_${part} must be`) && !message.includes('S3C'),
      ));

  test('is handed on to its server as it was set, so that its messages name the right variable', () => {
    const parts = named('AUTH_DB', { HOST: 'postgres', PASSWORD: 'p@ss' });
    const settings = { ...readSettings(parts), secret: 'x' };
    const given = authServerEnvironment(settings, settings.authDatabaseUrl ?? '');
    assert.equal(given.AUTH_DATABASE_URL, undefined);
    assert.deepEqual([given.AUTH_DB_HOST, given.AUTH_DB_PASSWORD], ['postgres', 'p@ss']);
    assert.equal(backendEnvironment(settings, 'postgres://embedded').TODOS_DATABASE_URL, 'postgres://embedded');
    assert.equal(backendEnvironment(settings, 'postgres://embedded').AUTH_DB_PASSWORD, undefined);
  });

  test('that refuses the password is told in one line with the command', () => {
    const settings = readDatabaseSettings({ AUTH_DB_HOST: 'postgres', AUTH_DB_PASSWORD: 'S3C' }, 'AUTH', []);
    assert.ok(settings);
    const refused = Object.assign(new Error('x'), { code: '28P01' });
    const { sentence = '' } = explainConnectionRefusal(refused, settings) ?? {};
    assert.match(sentence, /AUTH_DB_PASSWORD .*docker compose exec postgres psql -U postgres -c '.password auth'$/);
    assert.doesNotMatch(sentence, /S3C|\n/);
    assert.equal(
      explainConnectionRefusal(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), settings),
      undefined,
    );
  });
});

/**
 * @param {string} prefix
 * @param {Record<string, string>} parts
 */
function named(prefix, parts) {
  return Object.fromEntries(Object.entries(parts).map(([name, value]) => [`${prefix}_${name}`, value]));
}
