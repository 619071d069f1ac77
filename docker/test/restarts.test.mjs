import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, test } from 'node:test';
import { SERVICES, ask, compose, containersOf, docker, inspectAll, signUp, until } from './stack.mjs';

/** @type {Awaited<ReturnType<typeof signUp>>} */
let ada;
before(async () => void (ada = await signUp()));

const me = () => ask('/api/me', { cookie: ada.cookie }).then(({ status }) => status);
const startTimes = async () =>
  Object.fromEntries((await inspectAll()).map(({ Name, State: state }) => [Name, state.StartedAt]));

for (const service of SERVICES) {
  test(`a session outlives a restart of ${service}, and is never denied meanwhile`, async () => {
    assert.equal(await me(), 200);
    /** @type {(number | string)[]} */
    const answers = [];
    const restart = compose(['restart', service]);
    const look = () => me().catch(() => 'no connection');
    let restarted = false;
    void restart.then(() => (restarted = true));
    await until(look, (answer) => (answers.push(answer), restarted && answer === 200), 60);
    await restart;
    assert.deepEqual(
      answers.filter((answer) => ![200, 503, 'no connection'].includes(answer)),
      [],
    );
  });
}

test('without the auth server all say 503 and when to come again, and it comes back by itself', async () => {
  const started = await startTimes();
  await compose(['stop', 'auth-server']);
  for (const path of ['/api/me', `/api/users/${ada.userId}/todos`, '/api/auth/get-session']) {
    const { status, headers, text } = await ask(path, { cookie: ada.cookie });
    assert.equal(status, 503, path);
    assert.ok(Number(headers.get('retry-after')) >= 1, path);
    assert.ok(JSON.parse(text).error_code, path);
    assert.deepEqual(headers.getSetCookie(), [], 'nobody is signed out');
  }
  assert.equal((await ask('/')).status, 200, 'the page itself is there');
  await compose(['start', 'auth-server']);
  await until(me, (status) => status === 200);
  // Compose runs the migrations before it starts a server; nothing else of the stack was touched.
  const others = Object.entries(await startTimes()).filter(([name]) => /backend|postgres|gateway/.test(name));
  assert.equal(others.length, 3);
  for (const [name, time] of others) assert.equal(time, started[name], name);
});

test('a hung auth server is told to the page within some seconds', async () => {
  const [id = ''] = await containersOf('auth-server');
  docker('pause', id);
  try {
    const asked = Date.now();
    const { status } = await ask('/api/auth/get-session', { cookie: ada.cookie });
    assert.equal(status, 503);
    assert.ok(Date.now() - asked < 10_000, `${Date.now() - asked} ms`);
  } finally {
    docker('unpause', id);
  }
  await until(me, (status) => status === 200);
});

/**
 * Asks twenty times a second until told to stop.
 * @param {() => Promise<number>} ask
 * @returns {() => Promise<Record<string, number>>} stops, and tells how many answers there were of each status
 */
function keepAsking(ask) {
  /** @type {Record<string, number>} */
  const answers = {};
  /** @type {Promise<void>[]} */
  const asked = [];
  const timer = setInterval(() => {
    const counted = ask().then(String, (error) => `no answer: ${error.cause?.code}`);
    asked.push(counted.then((answer) => void (answers[answer] = (answers[answer] ?? 0) + 1)));
  }, 50);
  return async () => {
    clearInterval(timer);
    await Promise.all(asked);
    return answers;
  };
}

test('a server is replaced without a request that fails, in the way docs/operations.md tells', async () => {
  const stop = keepAsking(me);
  for (const service of ['auth-server', 'backend']) {
    const old = await containersOf(service);
    await compose([
      'up',
      '-d',
      '--no-deps',
      '--no-recreate',
      '--no-build',
      '--wait',
      '--scale',
      `${service}=2`,
      service,
    ]);
    docker('stop', '-t', '20', ...old);
    docker('rm', ...old);
  }
  const answers = await stop();
  assert.deepEqual(Object.keys(answers), ['200'], JSON.stringify(answers));
  assert.ok((answers['200'] ?? 0) > 100);
});

test('with two replicas each, one that dies is passed over: nothing fails and nothing is written twice', async () => {
  await compose([
    'up',
    '--detach',
    '--no-build',
    '--wait',
    '--scale',
    'backend=2',
    '--scale',
    'auth-server=2',
    ...SERVICES,
  ]);
  const todos = `/api/users/${ada.userId}/todos`;
  const servers = new Set(['backend', 'auth-server']);
  for (const service of servers) {
    const replicas = await containersOf(service);
    assert.equal(replicas.length, 2, service);
    docker('kill', replicas[1] ?? '');
    const titles = Array.from({ length: 12 }, () => randomUUID());
    for (const title of titles) {
      const { status, text } = await ask(todos, { method: 'POST', cookie: ada.cookie, body: { title } });
      assert.equal(status, 201, `${service}: ${text}`);
    }
    const list = await ask(`${todos}?limit=100`, { cookie: ada.cookie });
    for (const title of titles) assert.equal(list.text.split(title).length, 2, `${service}: once, not more`);
  }
  await compose(['up', '--detach', '--no-build', '--wait', ...SERVICES]);
});
