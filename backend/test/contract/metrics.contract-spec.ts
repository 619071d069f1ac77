import { METRICS } from '../../src/metrics/metrics-listener.service.js';
import { createTestApp } from '../support/create-test-app.js';
import { EventListener } from '@latch/test-kit/event-listener';
import { moods } from '@latch/test-kit/fake-auth-server';
import { type FakeStack, startFakeStack } from '../support/fake-stack.js';
import { startOnFreePort, takePort } from '@latch/test-kit/free-ports';

describe('The metrics', () => {
  let stack: FakeStack;
  let url: string;

  beforeEach(async () => {
    await startOnFreePort(async (port) => {
      stack = await startFakeStack({ variables: { BACKEND_METRICS_PORT: String(port) } });
      url = `http://127.0.0.1:${port}`;
    });
  });
  afterEach(() => stack.close());

  const read = async () => (await fetch(`${url}/metrics`)).text();

  /** The line's value, once what was answered a moment ago is counted; `undefined` is no such line. */
  const valueOf = async (name: string) => {
    const line = (await read()).split('\n').find((text) => text.startsWith(`${name} `));
    return line === undefined ? undefined : Number(line.slice(name.length + 1));
  };

  it('count session checks by what came of them', async () => {
    const ada = stack.newUser();
    await ada.get('/api/me').expect(200);
    await ada.get('/api/me').expect(200);
    stack.auth.mood = moods.invalid;
    await ada.get('/api/me').expect(401);
    stack.auth.mood = moods.storeUnavailable;
    await ada.get('/api/me').expect(503);
    stack.auth.mood = moods.html;
    await ada.get('/api/me').expect(500);
    // None of these asks.
    await stack.http.get('/api/me').expect(401);
    await stack.http.get('/health/live').expect(200);

    const counts = ['valid', 'invalid', 'unavailable', 'failed'].map((outcome) =>
      valueOf(`latch_session_validation_seconds_count{outcome="${outcome}"}`),
    );
    expect(await Promise.all(counts)).toEqual([2, 1, 1, 1]);
    expect(await valueOf('latch_session_validation_seconds_bucket{le="5",outcome="valid"}')).toBe(2);
  });

  it('time requests by the pattern of their route, and know refused ones by none', async () => {
    const ada = stack.newUser();
    const { id } = await ada.has({ title: 'Water the ferns' });
    await ada.get(`${ada.todos}/${id}`).expect(200);
    await stack.http.get('/api/nothing').expect(404);
    await stack.http.put('/api/me').expect(405);

    const count = (method: string, route: string, status: string) =>
      valueOf(`latch_http_request_seconds_count{method="${method}",route="${route}",status="${status}"}`);
    expect(await count('POST', '/api/users/:userId/todos', '2xx')).toBe(1);
    expect(await count('GET', '/api/users/:userId/todos/:todoId', '2xx')).toBe(1);
    expect(await count('GET', 'none', '4xx')).toBe(1);
    expect(await count('other', 'none', '4xx')).toBe(1);
  });

  it('count open streams and what woke them, and time no stream as a request', async () => {
    const ada = stack.newUser();
    const path = `/api/users/${ada.id}/events`;
    await ada.has({ title: 'Water the ferns' });
    const listener = await EventListener.open(stack.url + path, { cookie: ada.cookie });
    await listener.until(({ last }) => last === '1');
    expect([await valueOf('latch_event_streams'), await valueOf('latch_wake_ups_total')]).toEqual([1, 0]);
    await ada.has({ title: 'Water the ferns' });
    await listener.until(({ last }) => last === '2');
    listener.close();
    while ((await valueOf('latch_event_streams')) !== 0) continue;
    expect(await valueOf('latch_wake_ups_total')).toBe(1);
    expect(await read()).not.toMatch(/route="[^"]*events"/);
    await stack.http.get(path).expect(401);
    expect(await read()).toMatch(/route="[^"]*events",status="4xx"/);
  });

  it('tell of the pool, the process and its event loop', async () => {
    await stack.newUser().has({ title: 'Water the ferns' });
    expect(await valueOf('latch_pool_connections')).toBeGreaterThanOrEqual(1);
    expect(await valueOf('latch_pool_idle_connections')).toBeGreaterThanOrEqual(1);
    expect(await valueOf('latch_pool_waiting_requests')).toBe(0);
    expect(await valueOf('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);
    expect(await valueOf('process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
  });

  it('name nobody: no id, session, title or address', async () => {
    const ada = stack.newUser();
    const { id } = await ada.has({ title: 'Water the ferns' });
    await stack.http.get(`/api/users/${ada.id}/nothing-${id}`).expect(404);
    const text = await read();
    for (const secret of [ada.id, ada.session, id, 'ferns', 'nothing-']) expect(text).not.toContain(secret);
  });

  it('are on a port of their own, alone on it, and not on the API’s', async () => {
    const response = await fetch(`${url}/metrics`);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    for (const path of ['/', '/metrics/', '/api/me', '/health/live']) {
      const other = await fetch(url + path);
      expect([other.status, await other.json()]).toEqual([404, expect.objectContaining({ error_code: 'NOT_FOUND' })]);
    }
    await stack.http.get('/metrics').expect(404);
  });

  it('are not collected at all when nobody reads them', async () => {
    const quiet = await createTestApp({ variables: { AUTH_SERVER_URL: stack.auth.url } });
    expect(quiet.app.get(METRICS, { strict: false })).toBeNull();
    expect(quiet.server.listenerCount('request')).toBe(stack.server.listenerCount('request') - 1);
    await quiet.close();
  });

  it('say so when their port is in use, and the backend does not start', async () => {
    const { server, port } = await takePort();
    const started = createTestApp({
      variables: { AUTH_SERVER_URL: stack.auth.url, BACKEND_METRICS_PORT: String(port) },
    });
    await expect(started).rejects.toThrow(`port ${port}, for metrics, is in use`);
    server.close();
  });
});
