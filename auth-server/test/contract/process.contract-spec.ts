import { vi } from 'vitest';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { TcpProxy } from '@latch/test-kit/tcp-proxy';
import { sharedDatabaseUrl } from '../support/databases.mjs';
import { startProcess, TestProcess } from '../support/test-process.js';
import { anyAddress, PASSWORD, startAuthServer, TEST_SECRET, Visitor } from '../support/test-server.js';

const running: { end(): Promise<void> }[] = [];
const kept = <Started extends { end(): Promise<void> }>(started: Started) => (running.push(started), started);
afterEach(async () => void (await Promise.all(running.splice(0).map((started) => started.end()))));

/** Opens a request whose body has not come yet, and waits until the server asks for it. */
async function requestInFlight(port: number, body: string) {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => void (answer += chunk.toString())).on('error', () => {});
  const head = ['POST /api/auth/sign-in/email HTTP/1.1', 'host: x', `x-forwarded-for: ${anyAddress()}`];
  socket.write(
    [...head, 'content-type: application/json', `content-length: ${body.length}`, 'expect: 100-continue', '', ''].join(
      '\r\n',
    ),
  );
  await once(socket, 'data');
  const closed = once(socket, 'close');
  return {
    ended: closed,
    finish: async () => {
      socket.write(body);
      await closed;
      return answer;
    },
  };
}

describe('stopping', () => {
  it('finishes the request in flight, takes no new one, and ends with 0', async () => {
    const server = kept(await startProcess());
    const ada = await Visitor.signedUp(server);
    const request = await requestInFlight(server.port, JSON.stringify({ email: ada.email, password: PASSWORD }));
    server.signal('SIGTERM');
    await server.says('the auth server stops');
    const [error] = (await once(connect(server.port, '127.0.0.1'), 'error')) as [NodeJS.ErrnoException];
    // Reset rather than refused when it came in the very moment in which the listener closed.
    expect(['ECONNREFUSED', 'ECONNRESET']).toContain(error.code);
    expect(await request.finish()).toMatch(/HTTP\/1\.1 200 OK[^]*Connection: close/i);
    expect(await server.exitCode).toBe(0);
    expect(server.output).toContain('the auth server has stopped');
  });

  it('waits no longer than ten seconds for a request that does not end', async () => {
    // In this process, where ten seconds are over when a test says so.
    const server = await startAuthServer();
    const { ended } = await requestInFlight(server.port, '{"never":"sent"}');
    const timeouts = vi.spyOn(globalThis, 'setTimeout');
    const stopped = server.stop();
    const asked = () => timeouts.mock.calls.find(([, ms]) => ms! >= 1_000) as [() => void, number] | undefined;
    // The listener closes once what else is to stop has been told.
    while (!asked()) await new Promise((resolve) => setImmediate(resolve));
    const [endAll, limit] = asked()!;
    timeouts.mockRestore();
    expect(limit).toBe(10_000);
    endAll();
    await ended;
    await stopped;
  });

  it('does not wait for connections that only idle', async () => {
    const server = kept(await startProcess());
    const idle = connect(server.port, '127.0.0.1');
    idle.write('GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n');
    const [answer] = (await once(idle, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/Keep-Alive: timeout=65/);
    server.signal('SIGINT');
    expect(await server.exitCode).toBe(0);
  });
});

describe('stopping with a delay', () => {
  it('goes on serving meanwhile, says that it is not ready, and that no connection is to be used again', async () => {
    const server = kept(await startProcess({ SHUTDOWN_DELAY_SECONDS: '60' }));
    const ada = await Visitor.signedUp(server);
    const ask = () => fetch(`${server.url}/api/auth/session`, { headers: { cookie: ada.cookie } });
    expect((await ask()).headers.get('connection')).toBe('keep-alive');
    server.signal('SIGTERM');
    await server.says('the auth server stops');
    const answer = await ask();
    expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close']);
    const ready = await fetch(`${server.url}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'unavailable', checks: { database: 'ok' } }]);
    // It ends at once when it is asked again.
    server.signal('SIGTERM');
    expect(await server.exitCode).toBe(1);
  });

  it('ends in order once the delay is over', async () => {
    const server = kept(await startProcess({ SHUTDOWN_DELAY_SECONDS: '1' }));
    server.signal('SIGTERM');
    expect(await server.exitCode).toBe(0);
    expect(server.output).toContain('the auth server has stopped');
  });
});

describe('starting', () => {
  it('is refused with every problem in a sentence of its own', async () => {
    const server = kept(
      new TestProcess('main.js', { NODE_ENV: 'production', PUBLIC_URL: 'todo', AUTH_PORT: '70000', LOG_LEVEL: 'loud' }),
    );
    expect(await server.exitCode).toBe(1);
    for (const name of ['AUTH_DATABASE_URL', 'BETTER_AUTH_SECRET', 'PUBLIC_URL', 'AUTH_PORT', 'LOG_LEVEL'])
      expect(server.output).toMatch(new RegExp(`- ${name} must `));
  });

  it('is refused in production without a secret', async () => {
    const server = kept(new TestProcess('main.js', { NODE_ENV: 'production', AUTH_DATABASE_URL: sharedDatabaseUrl() }));
    expect(await server.exitCode).toBe(1);
    expect(server.output).toMatch(/BETTER_AUTH_SECRET must be given/);
  });

  it('is refused on a port that is in use, with a sentence that says what to do', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const settings = {
      AUTH_DATABASE_URL: sharedDatabaseUrl(),
      BETTER_AUTH_SECRET: TEST_SECRET,
      AUTH_PORT: String(port),
    };
    const server = kept(new TestProcess('main.js', settings));
    expect(await server.exitCode).toBe(1);
    expect(server.output).toMatch(/is in use by another program.*AUTH_PORT/);
    other.close();
  });

  it('succeeds without a database, and without production’s secret', async () => {
    const server = kept(
      await startProcess({ AUTH_DATABASE_URL: 'postgres://localhost:1/auth', BETTER_AUTH_SECRET: '' }),
    );
    expect((await new Visitor(server).get('/health/ready')).status).toBe(503);
    expect(server.output).toMatch(/BETTER_AUTH_SECRET is not set/);
  });
});

it('nothing secret is ever logged, at the most talkative level, whatever happens', async () => {
  const proxy = await TcpProxy.to(sharedDatabaseUrl());
  const server = kept(await startProcess({ LOG_LEVEL: 'trace', AUTH_DATABASE_URL: proxy.url }));
  const ada = new Visitor(server);
  const wrong = 'a wrong but very real password';
  const secrets = [PASSWORD, wrong, TEST_SECRET, ada.email];

  const everything = async () => {
    await ada.signUp();
    await ada.signIn(wrong);
    await ada.signIn();
    secrets.push(ada.sessionToken, ada.cookie.split('.').pop()!);
    await ada.post('/api/auth/sign-in/email', `{"email":"${ada.email}","password":"${PASSWORD}",`);
    await ada.post(
      '/api/auth/sign-in/email',
      { email: ada.email, password: PASSWORD },
      { origin: 'http://evil.example' },
    );
    await ada.post('/api/auth/sign-up/email', { name: 'A\0', email: ada.email, password: PASSWORD });
    await ada.get(`/api/auth/session?token=${ada.sessionToken}`);
    await ada.get('/api/auth/get-session', { authorization: `Bearer ${ada.sessionToken}` });
    await ada.get('/api/auth/get-session', { cookie: `${ada.cookie}x` });
    await ada.signOut();
    await ada.get('/api/auth/session', { cookie: `big=${'x'.repeat(17_000)}; ${ada.cookie}` });
  };
  await everything();
  proxy.turn('refuse');
  await everything();
  await proxy.close();
  server.signal('SIGTERM');
  expect(await server.exitCode).toBe(0);

  expect(server.output.split('\n').length).toBeGreaterThan(25);
  expect(server.output).toContain('a session could not be looked up');
  for (const secret of secrets) expect(server.output).not.toContain(secret);
  expect(server.output).not.toMatch(/session_token|Bearer|\$1|insert into/);
});
