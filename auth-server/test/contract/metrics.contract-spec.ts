import { startOnFreePort, takePort } from '@latch/test-kit/free-ports';
import { startAuthServer, type TestServer, Visitor } from '../support/test-server.js';
import { TestProcess, startProcess } from '../support/test-process.js';
import { sharedDatabaseUrl } from '../support/databases.mjs';

describe('the metrics', () => {
  let server: TestServer;
  let url: string;

  beforeEach(async () => {
    await startOnFreePort(async (port) => {
      server = await startAuthServer({ AUTH_METRICS_PORT: String(port) });
      url = `http://127.0.0.1:${port}`;
    });
  });
  afterEach(() => server.stop());

  const read = async () => (await fetch(`${url}/metrics`)).text();
  const valueOf = async (name: string) => {
    const line = (await read()).split('\n').find((text) => text.startsWith(`${name} `));
    return line === undefined ? undefined : Number(line.slice(name.length + 1));
  };

  it('count session checks, sign-ups, sign-ins and sign-outs by what came of them', async () => {
    const ada = new Visitor(server);
    await ada.signUp();
    await ada.signIn();
    await ada.signIn('not my password');
    await ada.get('/api/auth/session').expect(200);
    await ada.get('/api/auth/session').expect(200);
    await ada.signOut().expect(200);
    await ada.get('/api/auth/session').expect(401);
    await ada.post('/api/auth/sign-up/email', { email: 'nobody' }).expect(422);

    const events = (event: string, outcome: string) =>
      valueOf(`latch_account_events_total{event="${event}",outcome="${outcome}"}`);
    expect(await events('sign_up', 'done')).toBe(1);
    expect(await events('sign_up', 'refused')).toBe(1);
    expect(await events('sign_in', 'done')).toBe(1);
    expect(await events('sign_in', 'refused')).toBe(1);
    expect(await events('sign_out', 'done')).toBe(1);
    expect(await valueOf('latch_session_check_seconds_count{outcome="valid"}')).toBe(2);
    expect(await valueOf('latch_session_check_seconds_count{outcome="invalid"}')).toBe(1);
  });

  it('time requests by route, and know by none what has no route', async () => {
    const ada = new Visitor(server);
    await ada.get('/api/auth/get-session').expect(200);
    await ada.get('/api/auth/nothing').expect(404);
    const count = (route: string, status: string) =>
      valueOf(`latch_http_request_seconds_count{method="GET",route="${route}",status="${status}"}`);
    expect(await count('/api/auth/get-session', '2xx')).toBe(1);
    expect(await count('none', '4xx')).toBe(1);
  });

  it('tell of the pool, the process and its event loop', async () => {
    await new Visitor(server).get('/health/ready').expect(200);
    expect(await valueOf('latch_pool_connections')).toBeGreaterThanOrEqual(1);
    expect(await valueOf('latch_pool_idle_connections')).toBeGreaterThanOrEqual(1);
    expect(await valueOf('latch_pool_waiting_requests')).toBe(0);
    expect(await valueOf('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);
  });

  it('name nobody', async () => {
    const ada = new Visitor(server);
    const { body } = await ada.signUp();
    await ada.get(`/api/auth/nothing-${body.user.id}`).expect(404);
    const text = await read();
    for (const secret of [body.user.id, ada.email, ada.sessionToken, ada.address, 'nothing-'])
      expect(text).not.toContain(secret);
  });

  it('are on a port of their own, alone on it, and not on the other', async () => {
    expect((await fetch(`${url}/metrics`)).headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    for (const path of ['/', '/metrics/', '/health/live', '/api/auth/session']) {
      const other = await fetch(url + path);
      expect([other.status, await other.json()]).toEqual([404, expect.objectContaining({ error_code: 'NOT_FOUND' })]);
    }
    expect((await fetch(`${server.url}/metrics`)).status).toBe(404);
  });

  it('say so when their port is in use, and the server does not start', async () => {
    const { server: other, port } = await takePort();
    const started = new TestProcess('main.js', {
      AUTH_PORT: '0',
      AUTH_DATABASE_URL: sharedDatabaseUrl(),
      AUTH_METRICS_PORT: String(port),
    });
    expect(await started.exitCode).toBe(1);
    expect(started.output).toContain(`port ${port}, for metrics, is in use by another program`);
    other.close();
  });
});

describe('the trace of a request', () => {
  const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

  it('stands in its line when it is a valid one, and nowhere when not', async () => {
    const server = await startProcess();
    const ask = (traceparent: string) => fetch(`${server.url}/api/auth/get-session`, { headers: { traceparent } });
    await ask(`00-${TRACE}-00f067aa0ba902b7-01`);
    await ask('00-nonsense-01');
    await ask(`00-${'0'.repeat(32)}-00f067aa0ba902b7-01`);
    server.signal('SIGTERM');
    await server.exitCode;
    const lines = server.output.split('\n').filter((line) => line.includes('"msg":"request"'));
    expect(lines.map((line) => (JSON.parse(line) as { traceId?: string }).traceId)).toEqual([
      TRACE,
      undefined,
      undefined,
    ]);
    expect(server.output).not.toContain('nonsense');
  });
});
