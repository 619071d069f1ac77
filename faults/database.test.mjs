import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startDatabase } from './support/databases.mjs';
import { Device } from './support/device.mjs';
import { assertHealth, assertRecovers, assertUnavailable, questions } from './support/expectations.mjs';
import { startFaultStack } from './support/stack.mjs';

/** @typedef {import('./support/databases.mjs').Database} Database */

/** @type {Record<'auth' | 'todos', Database>} */
let databases;
/** @type {import('./support/stack.mjs').FaultStack} */
let stack;
/** @type {import('./support/person.mjs').Person} */
let ada;

before(async () => {
  const [auth, todos] = await Promise.all([startDatabase('auth'), startDatabase('todos')]);
  databases = { auth, todos };
  stack = await startFaultStack({ authDatabaseUrl: auth.url, todosDatabaseUrl: todos.url });
  ada = await stack.newPerson();
});
after(async () => {
  await stack?.stop();
  await Promise.all(Object.values(databases).map((database) => database.destroy()));
});

/** Who needs which database, and which server says that it is not ready without it. */
const concerned = /** @type {const} */ ([
  { name: 'auth', table: 'session', server: 'authServer', unavailable: questions },
  { name: 'todos', table: 'todos', server: 'backend', unavailable: ['list', 'create'] },
]);

/** @type {{ name: string, begin: (database: Database) => unknown, end: (database: Database, undo: any) => unknown }[]} */
const faults = [
  { name: 'is stopped', begin: ({ server }) => server.stop(), end: ({ server }) => server.start() },
  { name: 'is paused', begin: ({ server }) => server.signal('SIGSTOP'), end: ({ server }) => server.signal('SIGCONT') },
  { name: 'cannot be reached', begin: ({ proxy }) => proxy.turn('hang'), end: ({ proxy }) => proxy.turn('pass') },
  { name: 'answers late', begin: ({ proxy }) => proxy.turn('slow'), end: ({ proxy }) => proxy.turn('pass') },
  {
    name: 'is out of connections',
    begin: (database) => database.takeAllConnections(),
    end: (_, giveBack) => giveBack(),
  },
];

for (const { name, table, server, unavailable } of concerned) {
  describe(`the database of ${name}`, () => {
    for (const fault of faults) {
      test(`${fault.name}: what needs it is 503 in time, and well again by itself`, async (t) => {
        const database = databases[name];
        await assertRecovers(ada);
        const before = pids();
        const device = await Device.listening(ada, databases.todos.ownUrl, stack.servers.backend);
        const undo = await fault.begin(database);
        await assertUnavailable(ada, [...unavailable]);
        await assertHealth(stack.servers[server], { live: 200, ready: 503 });
        await assertUnavailable(ada, [...unavailable]);
        await fault.end(database, undo);
        t.diagnostic(`recovered in ${Math.round(await assertRecovers(ada))} ms`);
        await assertHealth(stack.servers[server], { live: 200, ready: 200 });
        await device.untilUpToDate();
        device.close();
        await assertNothingIsLeft(database);
        assert.deepEqual(pids(), before);
      });
    }

    test('keeps a lock: 503 in time, and the server works on nothing any more that nobody waits for', async (t) => {
      const database = databases[name];
      await assertRecovers(ada);
      const letGo = await database.lock(table);
      await assertUnavailable(ada, [...unavailable]);
      await assertNothingIsLeft(database);
      await letGo();
      t.diagnostic(`recovered in ${Math.round(await assertRecovers(ada))} ms`);
    });

    test('is restarted, or its connections are cut: 503 at worst, and well again by itself', async (t) => {
      const database = databases[name];
      for (const interrupt of [async () => database.proxy.cut(), () => restart(database)]) {
        await assertRecovers(ada);
        await interrupt();
        const statuses = new Set(
          (await Promise.all(questions.map((question) => ada[question]()))).map(({ status }) => status),
        );
        assert.deepEqual(
          [...statuses].filter((status) => ![200, 201, 503].includes(status)),
          [],
        );
        t.diagnostic(`recovered in ${Math.round(await assertRecovers(ada))} ms`);
      }
    });
  });
}

/** @param {Database} database */
async function restart({ server }) {
  await server.stop('immediate');
  await server.start();
}

function pids() {
  return [stack.parts.authServer?.pid, stack.parts.backend.pid];
}

/** No statement goes on in the server, and Latch has no more connections than its pool may. @param {Database} database */
async function assertNothingIsLeft(database) {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const { active, connections } = await database.activity();
    if (active === 0 && connections <= 10) return;
    assert.ok(Date.now() < deadline, `${active} statements go on, ${connections} connections are open`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
