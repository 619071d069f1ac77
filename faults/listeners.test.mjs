import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { Device } from './support/device.mjs';
import { assertRecovers } from './support/expectations.mjs';
import { Person } from './support/person.mjs';
import { startFaultStack } from './support/stack.mjs';

/** The other faults under listeners are those of auth-server.test.mjs and database.test.mjs. */

/** @type {import('./support/stack.mjs').FaultStack} */
let stack;
/** @type {import('./support/person.mjs').Person} */
let ada;
/** @type {Device} */
let device;

before(async () => {
  stack = await startFaultStack();
  ada = await stack.newPerson();
});
beforeEach(async () => {
  await assertRecovers(ada);
  device = await listen();
});
after(async () => {
  device?.close();
  await stack?.stop();
});

const listen = () => Device.listening(ada, stack.databaseUrls.todos, stack.servers.backend);

test('a device that is signed out elsewhere is let go with the next change, and the other is told', async () => {
  const other = await signedInAgain();
  const theirs = await Device.listening(other, stack.databaseUrls.todos, stack.servers.backend);
  const told = theirs.listener.events.length;
  assert.equal((await other.ask('POST', '/api/auth/sign-out', {})).status, 200);
  await ada.create();
  await theirs.listener.ended();
  assert.equal(theirs.listener.events.length, told);
  await device.untilUpToDate();
  const again = await other.ask('GET', `/api/users/${ada.id}/events`);
  assert.equal(again.status, 401);
});

test('a device whose account is deleted is let go', async () => {
  const eve = await stack.newPerson();
  await eve.create();
  const theirs = await Device.listening(eve, stack.databaseUrls.todos, stack.servers.backend);
  const { status } = await eve.ask('POST', '/api/auth/delete-user', { password: eve.password });
  assert.equal(status, 200);
  await theirs.listener.ended();
});

test('paused, the backend loses no listener and tells them of what they missed', async () => {
  const { backend } = stack.parts;
  backend.signal('SIGSTOP');
  await device.changeElsewhere();
  backend.signal('SIGCONT');
  await device.untilUpToDate();
});

/** @type {[string, () => unknown][]} */
const endings = [
  ['killed', () => killed(stack.parts.backend)],
  ['stopped', () => stack.parts.backend.stop().then(() => stack.parts.backend.start())],
];
for (const [name, end] of endings)
  test(`${name}, the backend lets all go, and tells them where things are once they are back`, async () => {
    const ending = end();
    await device.listener.ended();
    await ending;
    await assertRecovers(ada);
    device = await listen();
    await device.untilUpToDate();
    await ada.create();
    await device.untilUpToDate();
  });

test('killed, the database of the todos costs no listener and no change', async () => {
  const { todosDatabase } = stack.parts;
  assert.ok(todosDatabase);
  await killed(todosDatabase);
  await assertRecovers(ada);
  await device.untilUpToDate();
  assert.equal(device.listener.isOver, false);
});

/** @param {import('../scripts/stack/part.mjs').Part} part @returns {Promise<void>} once it is started again */
function killed(part) {
  const revived = part.revived();
  part.signal('SIGKILL');
  return revived;
}

/** Another session of the same person. */
async function signedInAgain() {
  const { id, email, password } = ada;
  const other = Object.assign(new Person(ada.url), { id, email, password });
  const { status, headers } = await other.signIn();
  assert.equal(status, 200);
  other.cookie = headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return other;
}
