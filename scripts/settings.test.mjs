import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal } from './refusal.mjs';
import { authServerEnvironment, backendEnvironment } from './server-environment.mjs';
import { readSettings } from './settings.mjs';

test('with nothing configured everything has a default', () => {
  const { port, authPort, backendPort, publicUrl, dataDir, production } = readSettings({});
  assert.deepEqual(
    { port, authPort, backendPort, publicUrl, production },
    { port: 3000, authPort: 3001, backendPort: 3002, publicUrl: 'http://localhost:3000', production: false },
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

test('metrics are off until a port is given, and it must be one of its own', () => {
  assert.equal(readSettings({}).authMetricsPort, undefined);
  const settings = readSettings({ AUTH_METRICS_PORT: '9464', BACKEND_METRICS_PORT: '9465' });
  assert.equal(authServerEnvironment({ ...settings, secret: 'x' }, 'postgres:').AUTH_METRICS_PORT, '9464');
  assert.equal(backendEnvironment(settings, 'postgres:').BACKEND_METRICS_PORT, '9465');
  assert.equal(backendEnvironment(readSettings({}), 'postgres:').BACKEND_METRICS_PORT, undefined);
  assert.throws(() => readSettings({ AUTH_METRICS_PORT: '9464', BACKEND_METRICS_PORT: '9464' }), /different ports/);
  assert.throws(() => readSettings({ AUTH_METRICS_PORT: '0' }), /AUTH_METRICS_PORT must be a port/);
});

test('production refuses to start without a secret, unless the auth server runs elsewhere', () => {
  assert.throws(() => readSettings({ NODE_ENV: 'production' }), /BETTER_AUTH_SECRET must be given/);
  assert.equal(readSettings({ NODE_ENV: 'production', BETTER_AUTH_SECRET: 'x'.repeat(32) }).production, true);
  assert.equal(readSettings({ NODE_ENV: 'production', AUTH_SERVER_URL: 'http://auth:3001' }).production, true);
});
