import 'fake-indexeddb/auto';
import { createHash } from 'node:crypto';
import type { components } from '@latch/contracts/latch';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openDB } from 'idb';
import { aLabel, aProject, aSavedFilter, aSection } from '../testing/outline-builder';
import { aSyncPage } from '../testing/sync-page-builder';
import { aCompletedTodo, aTodo } from '../testing/todo-builder';
import { LIVE, Replica } from './replica';
import { Senders } from './senders';
import type { KeptChange } from './kept-change';
import { dropRows, ReplicaDatabase } from './replica-database';
import { eraseDatabase } from './stored-replica';

type SyncPage = components['schemas']['SyncPage'];
type SyncedTodo = components['schemas']['SyncedTodo'];

const NAME = 'latch / ada';
const person = { id: 'ada', email: 'ada@example.com', name: 'Ada' };

const page = (revision: string, todos: SyncedTodo[], rest: Partial<SyncPage> = {}) =>
  aSyncPage({ revision, todos, ...rest });
const row = (title: string, fields: Partial<SyncedTodo> = {}): SyncedTodo => ({
  ...aTodo({ title }),
  ...LIVE,
  ...fields,
});
const gone = (...todos: SyncedTodo[]) => todos.map(({ id }) => ({ entity: 'todo' as const, id }));

/** A tab of its own, which has read what is kept. */
async function openTab() {
  const database = await ReplicaDatabase.open(NAME);
  const replica = new Replica();
  const kept = await database.read();
  if (kept) replica.restore(kept.revision, kept.rows);
  database.keep(person, replica, !kept);
  return { database, replica };
}

/** What a page would find that is opened now. */
async function kept(now?: number) {
  const database = await ReplicaDatabase.open(NAME);
  const found = await database.read(now);
  return found && [found.revision, ...found.rows.todos.map(({ title }) => title).sort()];
}

afterEach(() => eraseDatabase(NAME));

it('keeps what came from the server with the revision that it comes to, and whose it is', async () => {
  const { database, replica } = await openTab();
  const [ferns, train] = [row('Ferns'), row('Train')];
  expect(await kept()).toBeNull();
  replica.receive([page('5', [ferns, train])]);
  await database.flush();
  expect(await kept()).toEqual(['5', 'Ferns', 'Train']);
  replica.receive([page('7', [{ ...ferns, title: 'Water the ferns', version: 2 }], { gone: gone(train) })]);
  await database.flush();
  expect(await kept()).toEqual(['7', 'Water the ferns']);
  expect(await database.readPerson()).toEqual(person);
});

it('keeps the answer to a change, and not what is only shown', async () => {
  const { database, replica } = await openTab();
  const ferns = row('Ferns');
  replica.receive([page('5', [ferns])]);
  replica.add((rows) => rows.put('todos', { ...ferns, title: 'On its way' }));
  await database.flush();
  expect(await kept()).toEqual(['5', 'Ferns']);
  replica.acknowledge([{ ...ferns, title: 'Answered', version: 2 }]);
  await database.flush();
  expect(await kept()).toEqual(['5', 'Answered']);
});

it('is written by any tab, and never goes back to what another has been told since', async () => {
  const [one, two] = [await openTab(), await openTab()];
  const [ferns, train, desk] = [row('Ferns'), row('Train'), row('Desk')];
  one.replica.receive([page('5', [ferns, train])]);
  two.replica.receive([page('5', [ferns, train])]);
  await one.database.flush();
  await two.database.flush();
  // One hears that the train is gone; two, which was slower, writes what it knew of it before.
  one.replica.receive([page('8', [], { gone: gone(train) })]);
  await one.database.flush();
  two.replica.receive([page('7', [{ ...train, title: 'Night train', version: 2 }])]);
  await two.database.flush();
  expect(await kept()).toEqual(['8', 'Ferns']);
  // Then two comes further, by all that it was told since it wrote.
  two.replica.receive([page('9', [desk], { gone: gone(train) })]);
  await two.database.flush();
  expect(await kept()).toEqual(['9', 'Desk', 'Ferns']);
});

it('begins anew when the server does, with whatever revision', async () => {
  const { database, replica } = await openTab();
  replica.receive([page('5', [row('Ferns')])]);
  await database.flush();
  replica.receive([page('3', [row('Restored')], { reset: true })]);
  await database.flush();
  expect(await kept()).toEqual(['3', 'Restored']);
});

it('leaves out what was completed or deleted a month ago, and what never was part of a replica', async () => {
  const { database, replica } = await openTab();
  const done = row('Done', { completedAt: '2026-11-20T09:00:00.000Z' });
  const deleted = row('Deleted', { deletedAt: '2026-11-22T09:00:00.000Z' });
  replica.receive([page('5', [row('Open'), done, deleted])]);
  replica.addOlder([aCompletedTodo({ title: 'Years ago' })]);
  await database.flush();
  expect(await kept(Date.parse('2026-11-23T09:00:00.000Z'))).toEqual(['5', 'Deleted', 'Done', 'Open']);
  expect(await kept(Date.parse('2026-12-21T09:00:00.000Z'))).toEqual(['5', 'Deleted', 'Open']);
  expect(await kept(Date.parse('2027-01-01T09:00:00.000Z'))).toEqual(['5', 'Open']);
});

it('once erased is written by no tab any more', async () => {
  const { database, replica } = await openTab();
  replica.receive([page('5', [row('Ferns')])]);
  await database.flush();
  await eraseDatabase(NAME);
  replica.receive([page('6', [row('Train')])]);
  await database.flush();
  expect(await kept()).toBeNull();
});

it('keeps what there is where a write fails, and writes no more', async () => {
  const { database, replica } = await openTab();
  replica.receive([page('5', [row('Ferns')])]);
  await database.flush();
  const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('Full.', 'QuotaExceededError');
  });
  replica.receive([page('6', [row('Train')])]);
  await database.flush();
  full.mockRestore();
  replica.receive([page('7', [row('Desk')])]);
  await database.flush();
  expect(await kept()).toEqual(['5', 'Ferns']);
});

describe('changes that were not sent', () => {
  const change = (id: string): KeptChange => ({
    id,
    made: ['update', { id }, { title: id }],
    written: [],
    did: id,
    fails: id,
    about: [],
    undoable: true,
  });
  const taken = async ({ database }: { database: ReplicaDatabase }) =>
    (await database.takeChanges()).map(([, { id }]) => id);

  it('are taken by the next page in their order, once, but for those that were sent', async () => {
    const first = await openTab();
    for (const id of ['one', 'two', 'three']) await first.database.addChange(change(id));
    const [[place] = []] = await first.database.takeChanges();
    expect(place).toBeUndefined();
    vi.spyOn(Senders.prototype, 'alive').mockResolvedValue(new Set());
    const second = await openTab();
    expect(await taken(second)).toEqual(['one', 'two', 'three']);
    const [two] = (await second.database.takeChanges()).slice(1);
    await second.database.removeChange(two![0]);
    vi.restoreAllMocks();
    const third = await openTab();
    expect(await taken(third)).toEqual([]);
    expect(await taken(second)).toEqual([]);
  });

  it('stay with the page that made them for as long as it is there, without Web Locks too', async () => {
    const first = await openTab();
    await first.database.addChange(change('one'));
    const second = await openTab();
    expect(await taken(second)).toEqual([]);
  });

  it('with Web Locks stay with the page that holds one', async () => {
    const held: { name: string }[] = [];
    const request = (name: string, hold: () => Promise<never>) => (held.push({ name }), hold());
    vi.stubGlobal('navigator', { locks: { request, query: () => Promise.resolve({ held }) } });
    const first = await openTab();
    await first.database.addChange(change('one'));
    const second = await openTab();
    expect(await taken(second)).toEqual([]);
    held.splice(0, 1);
    expect(await taken(second)).toEqual(['one']);
    vi.unstubAllGlobals();
  });

  it.each([
    ['a later format', 9],
    ['this format, from the first one', 5],
  ])('outlive %s of the rows, as what was refused does', async (_name, format) => {
    const version = format === 5 ? 1 : 2;
    const stored = await openDB(NAME, version, {
      upgrade(made) {
        dropRows(made as never);
        // The first format had no place for it.
        if (version === 1) made.deleteObjectStore('refused');
      },
    });
    await stored.add('changes', { sender: 'gone', change: change('one') });
    await stored.put('todos', row('Ferns'));
    if (version === 2) await stored.put('refused', { id: 'two' });
    stored.close();
    await openDB(NAME, format, { upgrade: (made) => dropRows(made as never) }).then((database) => database.close());
    const again = await openDB(NAME, format);
    expect([...again.objectStoreNames]).toEqual([
      'changes',
      'filters',
      'labels',
      'projects',
      'refused',
      'sections',
      'settings',
      'state',
      'todos',
    ]);
    expect(await Promise.all(['changes', 'todos', 'refused'].map((name) => again.count(name)))).toEqual([
      1,
      0,
      version - 1,
    ]);
    again.close();
  });

  it('stay where a newer version of Latch has another format, which this one leaves alone', async () => {
    const newer = await openDB(NAME, 9, { upgrade: (made) => dropRows(made as never) });
    await newer.add('changes', { sender: 'gone', change: change('one') });
    newer.close();
    await expect(ReplicaDatabase.open(NAME)).rejects.toThrow();
    const again = await openDB(NAME, 9);
    expect(await again.count('changes')).toBe(1);
    again.close();
  });
});

it('has a format for the rows as they are now', () => {
  const rows = [aTodo(), aProject(), aSection(), aLabel(), aSavedFilter()];
  const fields = rows.map((each) => Object.keys(each).sort().join(' '));
  const digest = createHash('sha256').update(fields.join('\n')).digest('hex').slice(0, 12);
  // When a row gets another field, raise FORMAT in replica-database.ts, and put the new digest here.
  expect(digest).toBe('026538d1c477');
});
