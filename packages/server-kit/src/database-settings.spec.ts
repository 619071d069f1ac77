import { readFileSync } from 'node:fs';
import { Client, type ClientConfig } from 'pg';
import {
  DatabaseRefusedError,
  explainMigrationFailure,
  explainRefusal,
  readDatabaseSettings,
  refusalExplainer,
} from './database-settings.js';

/** What every reader of these settings makes of them: both servers and scripts/. */
const cases = JSON.parse(
  readFileSync(new URL('../../../scripts/settings/settings-cases.json', import.meta.url), 'utf8'),
) as {
  databaseUrls: { read: string[]; refused: string[] };
  databaseParts: {
    read: [Record<string, string>, Partial<ClientConfig>][];
    refused: [Record<string, string>, string][];
  };
};

function read(variables: NodeJS.ProcessEnv) {
  const problems: string[] = [];
  return { ...readDatabaseSettings(variables, 'AUTH', problems), problems };
}

const parts = (given: Record<string, string>) =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [`AUTH_DB_${name}`, value]));

it.each(cases.databaseUrls.read)('takes %s as it is', (url) => {
  expect(read({ AUTH_DATABASE_URL: url })).toEqual({ url, variable: 'AUTH_DATABASE_URL', problems: [] });
});

it.each(cases.databaseUrls.refused)('refuses %s, says how to write it, and does not repeat it', (url) => {
  const { problems } = read({ AUTH_DATABASE_URL: url });
  expect(problems).toEqual([expect.stringMatching(/^AUTH_DATABASE_URL must be .*%23.*AUTH_DB_PASSWORD/)]);
  expect(problems[0]).not.toContain('S3C');
});

it.each(cases.databaseParts.read)('hands %j on to pg as it is', (given, expected) => {
  const { url, variable, problems } = read(parts(given));
  expect([variable, problems]).toEqual(['AUTH_DB_PASSWORD', []]);
  const { host, port, user, database, password } = new Client(url);
  expect({ host, port, user, database, password: password ?? '' }).toMatchObject(expected);
});

it.each(cases.databaseParts.refused)('refuses %j and names the part', (given, part) => {
  const { problems } = read(parts(given));
  expect(problems).toEqual([expect.stringMatching(new RegExp(`^AUTH_DB_${part} must be `))]);
  expect(problems[0]).not.toContain('S3C');
});

it('takes the URL before the parts, and needs one of them', () => {
  const url = 'postgres://a:b@c/d';
  expect(read({ AUTH_DATABASE_URL: url, AUTH_DB_HOST: 'postgres' }).url).toBe(url);
  expect(read({ AUTH_DATABASE_URL: ' ', AUTH_DB_HOST: 'postgres' }).variable).toBe('AUTH_DB_PASSWORD');
  expect(read({ AUTH_DB_PASSWORD: 'x' }).problems).toEqual([
    expect.stringContaining('AUTH_DATABASE_URL must be given'),
  ]);
});

const compose = { url: 'postgres://auth:S3CRET@postgres:5432/auth', variable: 'AUTH_DB_PASSWORD' };
const elsewhere = { url: 'postgres://latch%2D1:S3CRET@db.example.com/latch', variable: 'AUTH_DATABASE_URL' };
const failing = (code?: string, message = 'x') => Object.assign(new Error(message), { code });

it.each([
  [
    '28P01',
    compose,
    /password of its role auth\. Set AUTH_DB_PASSWORD .*: docker compose exec postgres psql -U postgres -c '\\password auth'$/,
  ],
  ['28P01', elsewhere, /its role latch-1\. Set AUTH_DATABASE_URL .*: psql -c '\\password latch-1'$/],
  ['28000', compose, /does not let the role auth in.*AUTH_DB_PASSWORD.*psql -U postgres -c '\\du'$/],
  ['3D000', elsewhere, /no database latch .*AUTH_DATABASE_URL.*CREATE DATABASE "latch" OWNER "latch-1"'$/],
])('says in one line what mends %s', (code, settings, sentence) => {
  const explained = explainRefusal(failing(code), settings);
  expect(explained).toBeInstanceOf(DatabaseRefusedError);
  expect(explained).toMatchObject({ code, message: expect.stringMatching(sentence) });
  expect(explained.message).not.toMatch(/S3CRET|\n/);
  expect(explained.stack).toBe(`DatabaseRefusedError: ${explained.message}`);
});

it('takes a password that is missing for a wrong one, and leaves other errors alone', () => {
  const missing = failing(undefined, 'SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string');
  expect(explainRefusal(missing, compose)).toMatchObject({ code: '28P01' });
  for (const error of [failing('ECONNREFUSED'), failing('57P03'), failing()])
    expect(explainRefusal(error, compose)).toBe(error);
});

it.each([
  ['ENOTFOUND', 'getaddrinfo ENOTFOUND postgres', compose, /^The host postgres cannot be found.*AUTH_DB_HOST\.$/],
  [
    'ECONNREFUSED',
    '',
    elsewhere,
    /^No PostgreSQL server answers at db\.example\.com \(ECONNREFUSED\)\. .*AUTH_DATABASE_URL\.$/,
  ],
  [
    undefined,
    'Connection terminated unexpectedly',
    compose,
    /postgres:5432 is not a PostgreSQL server.*AUTH_DB_HOST\.$/,
  ],
  [
    '42501',
    'permission denied for schema public',
    elsewhere,
    /^The role latch-1 may not .*denied for schema public.*AUTH_DATABASE_URL .*ALTER DATABASE "latch" OWNER TO "latch-1"'$/,
  ],
  ['28P01', 'x', compose, /password of its role auth\. Set AUTH_DB_PASSWORD/],
  ['22P02', 'invalid input\nat line 7', compose, /^The migration .*AUTH_DB_PASSWORD failed: invalid input$/],
  [undefined, 'A restore was interrupted.', compose, /A restore was interrupted\.$/],
])('says in one line why the database could not be migrated: %s %j', (code, message, settings, expected) => {
  const sentence = explainMigrationFailure(failing(code, message), settings);
  expect(sentence).toMatch(expected);
  expect(sentence).not.toMatch(/S3CRET|\n/);
});

it('tells of the same refusal once a minute', () => {
  const told: string[] = [];
  let now = 0;
  const explain = refusalExplainer(
    compose,
    (sentence) => told.push(sentence),
    () => now,
  );
  for (now of [0, 59_999, 60_000]) explain(failing('28P01'));
  explain(failing('ECONNREFUSED'));
  expect(told).toHaveLength(2);
});
