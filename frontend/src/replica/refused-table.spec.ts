import 'fake-indexeddb/auto';
import { afterEach, expect, it, vi } from 'vitest';
import { openDB } from 'idb';
import { refusedHere } from '../shared/api/unsent';
import type { KeptChange } from './kept-change';
import { KeptChanges } from './kept-changes';
import type { RefusedChange } from './refused-changes';
import { dropRows, ReplicaDatabase } from './replica-database';
import { eraseDatabase } from './stored-replica';

const NAME = 'latch / ada';

const refused = (id: string, at = id): RefusedChange => ({
  id,
  at,
  subject: { table: 'todos', id, title: id },
  reason: 'Too long.',
  change: { id, made: ['clear'], written: [], did: '', fails: id, about: [], undoable: true } satisfies KeptChange,
});

const tabs: ReplicaDatabase[] = [];

/** A tab of its own, which opens the database when it is told to. */
async function openTab() {
  const changes = new KeptChanges();
  const open = async () => {
    const database = await ReplicaDatabase.open(NAME);
    tabs.push(database);
    changes.keepIn(database);
    return database;
  };
  return { changes, open, ids: () => changes.refused.get().map(({ id }) => id) };
}

afterEach(async () => {
  for (const tab of tabs.splice(0)) tab.close();
  await eraseDatabase(NAME);
});

it('counts for nobody once its person has signed out', async () => {
  const tab = await openTab();
  const database = await tab.open();
  await tab.changes.refused.add(refused('one'));
  tab.changes.refused.end();
  database.refused.lose();
  void tab.changes.refused.add(refused('two'));
  expect(refusedHere.get()).toBe(0);
});

it('is there for the next page, in the order in which the changes were made', async () => {
  const first = await openTab();
  const database = await first.open();
  await first.changes.refused.add(refused('late', '2026-11-20T10:00'));
  await first.changes.refused.add(refused('early', '2026-11-20T09:00'));
  await first.changes.refused.add(refused('answered', '2026-11-20T08:00'));
  expect(first.changes.refused.remove('answered')).toBe(true);
  expect(first.changes.refused.remove('answered')).toBe(false);
  await first.changes.refused.add(refused('early', '2026-11-20T09:00'));
  expect(first.ids()).toEqual(['early', 'late']);
  database.close();

  const next = await openTab();
  await next.open();
  await vi.waitFor(() => expect(next.ids()).toEqual(['early', 'late']));
  expect(next.changes.refused.get()[0]).toEqual(refused('early', '2026-11-20T09:00'));
});

it('comes and goes in every tab', async () => {
  const [one, two] = [await openTab(), await openTab()];
  await one.open();
  await two.open();
  await one.changes.refused.add(refused('one'));
  await two.changes.refused.add(refused('two'));
  await vi.waitFor(() =>
    expect([one.ids(), two.ids()]).toEqual([
      ['one', 'two'],
      ['one', 'two'],
    ]),
  );
  two.changes.refused.remove('one');
  await vi.waitFor(() => expect([one.ids(), two.ids()]).toEqual([['two'], ['two']]));
});

it('keeps what was refused before the database was open, beside what was there', async () => {
  const earlier = await openTab();
  await earlier.open();
  await earlier.changes.refused.add(refused('earlier'));
  const tab = await openTab();
  const isKept = tab.changes.refused.add(refused('now'));
  expect(tab.ids()).toEqual(['now']);
  await tab.open();
  await isKept;
  await vi.waitFor(() =>
    expect([tab.ids(), earlier.ids()]).toEqual([
      ['earlier', 'now'],
      ['earlier', 'now'],
    ]),
  );
});

it('stays in the page where it cannot be written, and where nothing may be kept', async () => {
  const tab = await openTab();
  await tab.open();
  const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('Full.', 'QuotaExceededError');
  });
  await tab.changes.refused.add(refused('one'));
  full.mockRestore();
  await tab.changes.refused.add(refused('two'));
  expect(tab.ids()).toEqual(['one', 'two']);

  const memory = await openTab();
  memory.changes.keepIn(null);
  await memory.changes.refused.add(refused('three'));
  expect(memory.ids()).toEqual(['three']);
});

it('is made again from what is there when another tab writes the same one meanwhile', async () => {
  const [one, two] = [await openTab(), await openTab()];
  await one.open();
  await two.open();
  let calls = 0;
  await one.changes.refused.refuse(async (waiting) => {
    calls += 1;
    // Once from memory, and once from the database: then the other tab comes between.
    if (calls === 2) await two.changes.refused.add({ ...refused('one'), reason: 'Of two.' });
    return { ...refused('one'), reason: `${waiting.map(({ reason }) => reason).join('')} Of one.` };
  });
  await vi.waitFor(() => expect(two.changes.refused.get()).toMatchObject([{ reason: 'Of two. Of one.' }]));
});

it('is removed by another tab where this one cannot', async () => {
  const [one, two] = [await openTab(), await openTab()];
  await one.open();
  await two.open();
  await one.changes.refused.add(refused('one'));
  await vi.waitFor(() => expect(two.ids()).toEqual(['one']));
  vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementationOnce(() => {
    throw new DOMException('Full.', 'QuotaExceededError');
  });
  one.changes.refused.remove('one');
  await vi.waitFor(() => expect(two.ids()).toEqual([]));
  expect(one.ids()).toEqual([]);
  const stored = await openDB(NAME);
  expect(await stored.count('refused')).toBe(0);
  stored.close();
});

it('is told to the tabs of a newer version by one whose database that closed, when it is answered', async () => {
  const old = await openTab();
  await old.open();
  await old.changes.refused.add(refused('one'));
  const newer = await openDB(NAME, 9, { upgrade: (made) => dropRows(made as never) });
  const channel = new BroadcastChannel(`${NAME} refused`);
  const heard = new Promise((resolve) => channel.addEventListener('message', ({ data }) => resolve(data)));
  old.changes.refused.remove('one');
  expect(await heard).toEqual({ entry: refused('one'), places: [] });
  expect(old.ids()).toEqual([]);
  channel.close();
  newer.close();
});
