import { EnvironmentError } from '@latch/server-kit/settings/variables.mjs';
import { readEnvironment } from './environment.js';

const DATABASE = 'postgres://localhost/auth';
const SECRET = 'x'.repeat(32);
const read = (variables: NodeJS.ProcessEnv = {}) =>
  readEnvironment({ AUTH_DATABASE_URL: DATABASE, BETTER_AUTH_SECRET: SECRET, ...variables });

function problemsOf(variables: NodeJS.ProcessEnv): string[] {
  try {
    read(variables);
    return [];
  } catch (error) {
    return (error as EnvironmentError).problems;
  }
}

it('fills in what is not given', () => {
  expect(read()).toEqual({
    production: false,
    host: '127.0.0.1',
    port: 3001,
    publicUrl: 'http://localhost:3000',
    appUrl: 'http://localhost:3000',
    corsOrigins: [],
    databaseUrl: DATABASE,
    databaseVariable: 'AUTH_DATABASE_URL',
    databaseTimeoutMs: 1400,
    backendUrl: 'http://127.0.0.1:3002',
    secret: SECRET,
    oldSecrets: [],
    secretIsTemporary: false,
    mail: { mode: 'none' },
    signUp: 'open',
    providers: {},
    trustedProxies: [],
    shutdownDelayMs: 0,
    logLevel: 'info',
  });
});

it('takes what is given', () => {
  const environment = read({
    NODE_ENV: 'production',
    HOST: '::',
    AUTH_PORT: '4000',
    PUBLIC_URL: 'https://todo.example.com/our/todo/',
    CORS_ORIGINS: 'https://a.example, http://b.example:81',
    SIGN_UP: 'invitation',
    TRUSTED_PROXIES: 'loopback, 10.0.0.0/8',
    SMTP_URL: 'smtps://user:p%40ss@mail.example.com',
    MAIL_FROM: 'Latch <latch@example.com>',
    BACKEND_URL: 'http://backend:3002/',
    AUTH_METRICS_PORT: '9464',
    SHUTDOWN_DELAY_SECONDS: '5',
    LOG_LEVEL: 'debug',
  });
  expect(environment).toMatchObject({
    production: true,
    host: '::',
    port: 4000,
    publicUrl: 'https://todo.example.com',
    appUrl: 'https://todo.example.com/our/todo',
    corsOrigins: ['https://a.example', 'http://b.example:81'],
    trustedProxies: ['loopback', '10.0.0.0/8'],
    mail: { mode: 'smtp', url: 'smtps://user:p%40ss@mail.example.com', from: 'Latch <latch@example.com>' },
    signUp: 'invitation',
    backendUrl: 'http://backend:3002',
    metricsPort: 9464,
    shutdownDelayMs: 5000,
    logLevel: 'debug',
  });
});

it.each([
  ['AUTH_PORT', ['x', '-1', '65536', '1.5', '0x10']],
  [
    'PUBLIC_URL',
    [
      'todo.example.com',
      'ftp://a.example',
      'https://a.example/todo#x',
      'https://a.example?x',
      'https://u:p@a.example',
      '/',
    ],
  ],
  ['CORS_ORIGINS', ['*', 'https://a.example,b.example', 'https://a.example/x']],
  ['AUTH_DATABASE_URL', [' ', 'auth', 'mysql://localhost/auth']],
  ['BACKEND_URL', ['backend:3002', 'ftp://backend', 'http://backend:3002/api', 'http://u:p@backend']],
  ['BETTER_AUTH_SECRET', ['x'.repeat(31)]],
  ['BETTER_AUTH_OLD_SECRETS', ['x'.repeat(31), `${'x'.repeat(32)},short`]],
  ['SIGN_UP', ['nobody', 'OPEN']],
  ['TRUSTED_PROXIES', ['nginx', '10.0.0.0/99']],
  [
    'SMTP_URL',
    [
      'mail.example.com',
      'https://mail.example.com',
      'smtp://',
      // What stands behind #, / and ? would not be part of the password: "noreply" would be the server.
      'smtps://noreply:2024/xK#9@mail.example.com',
      'smtps://noreply:2024?xK@mail.example.com',
      'smtps://noreply:2024#xK@mail.example.com',
      'smtps://noreply:xK/2024@mail.example.com',
      'smtps://noreply:xK\\2024@mail.example.com',
      'smtps://noreply:xK%@mail.example.com',
      'smtps://mail.example.com/inbox',
      'smtps://mail.example.com#465',
      'smtps://mail.example.com:port',
      'smtps://mail.example.com:0',
      'smtps://mail.example.com:65536',
      'smtps://mail.example.com?',
    ],
  ],
  ['MAIL_FROM', ['Latch', 'Latch <latch>', '<latch@example.com', 'latch@example.com>', 'a@b@c']],
  ['MAIL_OUTBOX', ['yes', 'ON']],
  ['AUTH_METRICS_PORT', ['x', '-1', '65536']],
  ['SHUTDOWN_DELAY_SECONDS', ['x', '-1', '1.5', '61']],
  ['LOG_LEVEL', ['loud']],
])('refuses a wrong %s, and names it', (name, values) => {
  for (const value of values)
    expect(problemsOf({ MAIL_FROM: 'a@b.example', [name]: value })).toEqual([expect.stringContaining(name)]);
});

it.each([
  'smtp://mail.example.com',
  'smtp://mail.example.com:587/',
  'smtps://noreply@example.com:p@ss@mail.example.com:465',
  'smtps://noreply%40example.com:2024%2FxK%239@mail.example.com',
  'smtp://noreply:x@[::1]:587?requireTLS=false&tls.rejectUnauthorized=false',
])('takes the mail server %s', (SMTP_URL) => {
  expect(read({ SMTP_URL, MAIL_FROM: 'a@b.example' }).mail).toMatchObject({ url: SMTP_URL });
});

it('reports all problems together', () => {
  const problems = problemsOf({
    AUTH_PORT: 'x',
    LOG_LEVEL: 'x',
    NODE_ENV: 'production',
    BETTER_AUTH_SECRET: '',
    PUBLIC_URL: 'x',
  });
  const named = problems.map((problem) => problem.split(' ')[0]);
  expect(new Set(named)).toEqual(new Set(['AUTH_PORT', 'BETTER_AUTH_SECRET', 'LOG_LEVEL', 'PUBLIC_URL']));
});

it('keeps mails only where nobody but this machine can read them, and only without a mail server', () => {
  expect(read({ MAIL_OUTBOX: 'on' }).mail).toEqual({ mode: 'outbox' });
  expect(read({ MAIL_OUTBOX: 'on', PUBLIC_URL: 'http://[::1]:3000' }).mail).toEqual({ mode: 'outbox' });
  expect(problemsOf({ MAIL_OUTBOX: 'on', PUBLIC_URL: 'https://todo.example.com' })).toEqual([
    expect.stringContaining('MAIL_OUTBOX'),
  ]);
  const both = { MAIL_OUTBOX: 'on', SMTP_URL: 'smtp://localhost', MAIL_FROM: 'latch@example.com' };
  expect(read(both).mail.mode).toBe('smtp');
});

it('asks for a sender along with a mail server', () => {
  expect(problemsOf({ SMTP_URL: 'smtp://localhost' })).toEqual([expect.stringContaining('MAIL_FROM')]);
  expect(problemsOf({ SMTP_URL: 'x' })).toEqual([
    expect.stringContaining('SMTP_URL'),
    expect.stringContaining('MAIL_FROM'),
  ]);
});

it('takes older secrets, the newest first, but not the present one among them', () => {
  const [older, oldest] = ['y'.repeat(32), 'z'.repeat(32)];
  expect(read({ BETTER_AUTH_OLD_SECRETS: `${older}, ${SECRET},,${oldest}` }).oldSecrets).toEqual([older, oldest]);
});

it('makes a new temporary secret outside production alone', () => {
  const [first, second] = [read({ BETTER_AUTH_SECRET: '' }), read({ BETTER_AUTH_SECRET: '' })];
  expect(first.secretIsTemporary).toBe(true);
  expect(first.secret.length).toBeGreaterThanOrEqual(32);
  expect(first.secret).not.toBe(second.secret);
  expect(() => read({ BETTER_AUTH_SECRET: '', NODE_ENV: 'production' })).toThrow(EnvironmentError);
});
