import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { compose } from './stack.mjs';

/** With a volume of its own. */
const other = (/** @type {string[]} */ ...args) => ['-p', `${process.env.LATCH_COMPOSE_PROJECT}-new`, ...args];
after(() => compose(other('down', '--volumes')));

/** What the database's container says instead of starting where its volume is mounted elsewhere. */
async function refusal() {
  const run = other('run', '--rm', '--no-deps', '-T', 'postgres');
  const { code, stderr } = await compose(run, { POSTGRES_VOLUME: '/var/lib/postgresql' }).then(
    () => assert.fail('it started'),
    (error) => error,
  );
  assert.equal(code, 1);
  return stderr.split('\n').filter((/** @type {string} */ line) => line.startsWith('Latch: '));
}

test('the database starts where it would find and keep what is on the volume alone, and says what to set', async () => {
  assert.match((await refusal())[0], /would not be on the volume: they would be lost\.$/);
  assert.equal((await refusal())[1], 'Latch: Set POSTGRES_VOLUME=/var/lib/postgresql/data in .env.');
  // As it was told to, on the same volume.
  await compose(other('up', '--detach', '--wait', 'postgres'));
  await compose(other('stop', 'postgres'));
  const [found, set] = await refusal();
  assert.match(found, /holds databases in \/var\/lib\/postgresql, and this image looks .*postgresql\/data\.$/);
  assert.match(set, /^Latch: Correct POSTGRES_VOLUME in \.env/);
});
