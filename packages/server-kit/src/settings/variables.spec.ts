import { readFileSync } from 'node:fs';
import { authServerProblems, EnvironmentError, readVariables, VARIABLES } from './variables.mjs';

interface Cases {
  publicUrls: { read: [text: string, origin: string, path: string][]; refused: string[] };
  trustedProxies: { read: string[]; refused: string[] };
}

const { publicUrls, trustedProxies } = JSON.parse(
  readFileSync(new URL('../../../../scripts/settings/settings-cases.json', import.meta.url), 'utf8'),
) as Cases;

const read = (variables: NodeJS.ProcessEnv) => readVariables(variables, 'auth-server');

it('has for each variable a default that it can hold', () => {
  for (const [name, { read: readText, default: fallback }] of Object.entries<{
    read: (text: string) => unknown;
    default?: string | Record<string, string>;
  }>(VARIABLES))
    for (const text of typeof fallback === 'object' ? Object.values(fallback) : [fallback])
      expect([name, text === undefined || readText(text) !== undefined]).toEqual([name, true]);
});

it('fills in what is not given, or is empty', () => {
  const { given, values, problems } = read({ AUTH_PORT: ' ', LOG_LEVEL: '', AUTH_METRICS_PORT: '' });
  expect(problems).toEqual([]);
  expect(new Set(Object.values(given))).toEqual(new Set([undefined]));
  expect(values).toMatchObject({
    HOST: '127.0.0.1',
    PUBLIC_URL: { origin: 'http://localhost:3000', path: '' },
    CORS_ORIGINS: [],
    SHUTDOWN_DELAY_SECONDS: 0,
    DATABASE_TIMEOUT_MS: 1400,
    LOG_LEVEL: 'info',
    AUTH_PORT: 3001,
    AUTH_METRICS_PORT: undefined,
    BACKEND_URL: 'http://127.0.0.1:3002',
  });
  expect(readVariables({}, 'backend').values.DATABASE_TIMEOUT_MS).toBe(1600);
});

it('takes what is given, of what the reader reads', () => {
  const variables = {
    CORS_ORIGINS: 'https://a.example/, http://b.example:81',
    AUTH_METRICS_PORT: '0',
    BACKEND_URL: 'http://backend:3002/',
    SHUTDOWN_DELAY_SECONDS: ' 60 ',
    OIDC_CLIENT_SECRET: ' s3cret ',
  };
  expect(read(variables).values).toMatchObject({
    CORS_ORIGINS: ['https://a.example', 'http://b.example:81'],
    AUTH_METRICS_PORT: 0,
    BACKEND_URL: 'http://backend:3002',
    SHUTDOWN_DELAY_SECONDS: 60,
    OIDC_CLIENT_SECRET: 's3cret',
  });
  const { given, values } = readVariables(variables, 'backend');
  expect([JSON.stringify(given), JSON.stringify(values)].join('')).not.toContain('s3cret');
});

const wrong = {
  AUTH_PORT: 's3cret',
  AUTH_METRICS_PORT: '65536',
  BACKEND_URL: 'http://u:s3cret@backend',
  BETTER_AUTH_SECRET: 's3cret',
  BETTER_AUTH_OLD_SECRETS: 's3cret',
  CORS_ORIGINS: 'https://a.example,*',
  DATABASE_TIMEOUT_MS: '999',
  LOG_LEVEL: 's3cret',
  MAIL_FROM: 's3cret',
  MAIL_OUTBOX: 's3cret',
  OIDC_ISSUER: 'https://u:s3cret@id.example',
  OIDC_NAME: 's3cret'.repeat(10),
  PUBLIC_URL: 's3cret',
  SHUTDOWN_DELAY_SECONDS: '61',
  SIGN_UP: 's3cret',
  SMTP_URL: 's3cret',
  TRUSTED_PROXIES: 's3cret',
};

it('names every problem at once, and repeats no value in what a server logs', () => {
  const { problems } = read(wrong);
  expect(new Set(problems.map((problem) => problem.split(' ')[0]))).toEqual(new Set(Object.keys(wrong)));
  expect(problems).toHaveLength(Object.keys(wrong).length);
  const { message } = new EnvironmentError(problems);
  expect(message.split('\n')).toHaveLength(1 + problems.length);
  expect(message).not.toContain('s3cret');
});

it('repeats at the terminal what is no secret and holds no password', () => {
  const told = readVariables({ ...wrong, PORT: '0', AUTH_SERVER_URL: 'http://u:s3cret@auth' }, 'start').problems;
  const repeated = told.filter((problem) => problem.includes('; it is "')).map((problem) => problem.split(' ')[0]);
  expect(new Set(repeated)).toEqual(
    new Set([
      'AUTH_METRICS_PORT',
      'AUTH_PORT',
      'CORS_ORIGINS',
      'DATABASE_TIMEOUT_MS',
      'LOG_LEVEL',
      'MAIL_FROM',
      'MAIL_OUTBOX',
      'OIDC_NAME',
      'PORT',
      'PUBLIC_URL',
      'SHUTDOWN_DELAY_SECONDS',
      'SIGN_UP',
      'TRUSTED_PROXIES',
    ]),
  );
  expect(told).toContain('PORT must be a port from 1 to 65535; it is "0".');
  expect(told).toContain('BETTER_AUTH_SECRET must be at least 32 characters long; it has 6.');
  expect(told.find((problem) => problem.startsWith('AUTH_SERVER_URL'))).not.toContain('s3cret');
});

it('lets a server take any free port, and npm start none', () => {
  expect(read({ AUTH_PORT: '0' }).values.AUTH_PORT).toBe(0);
  expect(readVariables({ AUTH_PORT: '0' }, 'start').problems).toEqual([
    'AUTH_PORT must be a port from 1 to 65535; it is "0".',
  ]);
});

it('finds what does not go together', () => {
  expect(authServerProblems({})).toEqual([]);
  const problems = authServerProblems({ NODE_ENV: 'production', SMTP_URL: 'smtp://mail', GOOGLE_CLIENT_ID: 'x' });
  expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
    'BETTER_AUTH_SECRET',
    'MAIL_FROM',
    'GOOGLE_CLIENT_SECRET',
  ]);
});

it.each(publicUrls.read)('reads PUBLIC_URL=%s as %s below "%s"', (PUBLIC_URL, origin, path) => {
  expect(read({ PUBLIC_URL }).values.PUBLIC_URL).toEqual({ origin, path });
});

it.each(publicUrls.refused)('refuses PUBLIC_URL=%s', (PUBLIC_URL) => {
  expect(read({ PUBLIC_URL }).problems).toEqual([expect.stringContaining('PUBLIC_URL must be')]);
});

it.each(trustedProxies.read)('reads TRUSTED_PROXIES=%s', (TRUSTED_PROXIES) => {
  expect(read({ TRUSTED_PROXIES }).values.TRUSTED_PROXIES).toEqual(TRUSTED_PROXIES.split(/[\s,]+/));
});

it.each(trustedProxies.refused)('refuses TRUSTED_PROXIES=%s', (TRUSTED_PROXIES) => {
  expect(read({ TRUSTED_PROXIES }).problems).toEqual([expect.stringContaining('TRUSTED_PROXIES must list')]);
});
