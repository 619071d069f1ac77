import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, expect, it, vi } from 'vitest';
import type { KeptChange } from '../../replica/kept-change';
import { KeptChanges } from '../../replica/kept-changes';
import type { RefusedChange } from '../../replica/refused-changes';
import { keepReplicaOf } from '../../replica/kept-replica';
import { ReplicaDatabase } from '../../replica/replica-database';
import { eraseDatabase } from '../../replica/stored-replica';
import { ApiError } from '../../shared/api/errors';
import { unkeptCount, unsentCount } from '../../shared/api/unsent';
import { keepIds } from '../../shared/kept/kept-ids';
import { aTodo } from '../../testing/todo-builder';
import { ConflictError } from '../todos/conflicts';
import type { TodoPatch } from '../todos/todo';
import { uuidv7 } from '../uuid';
import { ChangeKeeper } from './change-keeper';

const NAME = 'latch / ada';
const ferns = aTodo({ title: 'Theirs', due: '2026-12-24' });

/** A tab of its own. @param isOpen whether its database is open already */
async function openTab(isOpen = true) {
  const keptChanges = new KeptChanges();
  const database = await ReplicaDatabase.open(NAME);
  tabs.push(database);
  pages.push(keptChanges);
  const open = () => keptChanges.keepIn(database);
  if (isOpen) open();
  const synced = {
    replica: { confirmed: () => ferns, subscribe: () => () => {} },
    feed: { now: () => Promise.resolve() },
    keptChanges,
  };
  const keeper = new ChangeKeeper('ada', synced as never);
  const made = (patch: TodoPatch) => {
    const kept = ['update', ferns, patch] as const;
    return keeper.keep({ kept, fails: '' }, { id: uuidv7(), did: '', about: [ferns.id], written: [] });
  };
  return {
    open,
    opened: () => keptChanges.restore([]),
    keeper,
    made,
    refused: keptChanges.refused,
    mine: () => keptChanges.refused.get().map(({ conflict }) => conflict?.mine),
    clash: (patch: TodoPatch) => keeper.refuse(made(patch), new ConflictError(ferns, patch)),
  };
}

const tabs: ReplicaDatabase[] = [];
const pages: KeptChanges[] = [];

/** What a page would find that is opened now. */
async function kept() {
  const database = await openDB(NAME);
  const [changes, refused] = await Promise.all([database.getAll('changes'), database.getAll('refused')]);
  database.close();
  return {
    changes: (changes as { change: KeptChange }[]).map(({ change }) => change.made[2]),
    refused: (refused as RefusedChange[]).map(({ conflict, reason }) => conflict?.mine ?? reason),
  };
}

const full = () =>
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('Full.', 'QuotaExceededError');
  });

afterEach(async () => {
  vi.restoreAllMocks();
  for (const { refused } of pages.splice(0)) refused.end();
  for (const tab of tabs.splice(0)) tab.close();
  await eraseDatabase(NAME);
});

it('has what two tabs typed for one todo wait as one entry, with both values', async () => {
  const [one, two] = [await openTab(), await openTab()];
  await Promise.all([one.clash({ title: 'Mine' }), two.clash({ due: '2026-12-01' })]);
  const both = { title: 'Mine', due: '2026-12-01' };
  await vi.waitFor(async () => expect(await kept()).toEqual({ changes: [], refused: [both] }));
  await vi.waitFor(() => expect([one.mine(), two.mine()]).toEqual([[both], [both]]));
});

it('does not remove with an answer what another tab typed for the same todo, unseen', async () => {
  const [one, two] = [await openTab(), await openTab()];
  await one.clash({ title: 'Mine' });
  await vi.waitFor(() => expect(two.mine()).toEqual([{ title: 'Mine' }]));
  const answering = two.clash({ due: '2026-12-01' });
  one.refused.remove(ferns.id);
  await answering;
  await vi.waitFor(async () => expect(await kept()).toEqual({ changes: [], refused: [{ due: '2026-12-01' }] }));
  await vi.waitFor(() => expect([one.mine(), two.mine()]).toEqual([[{ due: '2026-12-01' }], [{ due: '2026-12-01' }]]));
});

it('keeps a change where it was while its entry cannot be written, and goes on with what other tabs write', async () => {
  const [one, two] = [await openTab(), await openTab()];
  const change = one.made({ title: 'Long' });
  expect(await change.keeping?.isKept).toBe(true);
  const disk = full();
  expect(await one.keeper.refuse(change, new ApiError(422))).toBe(true);
  await vi.waitFor(() => expect(disk).toHaveBeenCalled());
  await vi.waitFor(() => expect(one.refused.get()).toHaveLength(1));
  expect(await kept()).toEqual({ changes: [{ title: 'Long' }], refused: [] });
  disk.mockRestore();

  await two.clash({ due: '2026-12-01' });
  await vi.waitFor(() => expect(one.refused.get()).toHaveLength(2));
  // Written with the next one.
  await vi.waitFor(() => expect(two.refused.get()).toHaveLength(2));
  expect((await kept()).changes).toEqual([]);
});

it('forgets the change of an entry that was never written once that is answered', async () => {
  const tab = await openTab();
  const change = tab.made({ title: 'Long' });
  await change.keeping?.isKept;
  const disk = full();
  await tab.keeper.refuse(change, new ApiError(422));
  await vi.waitFor(() => expect(disk).toHaveBeenCalled());
  const [entry] = tab.refused.get();
  expect(tab.refused.remove(entry!.id)).toBe(true);
  await vi.waitFor(async () => expect(await kept()).toEqual({ changes: [], refused: [] }));
});

it('forgets a change with the writing of its entry, or not at all', async () => {
  const tab = await openTab();
  const change = tab.made({ title: 'Long' });
  await change.keeping?.isKept;
  const stuck = vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(() => {
    throw new DOMException('Full.', 'QuotaExceededError');
  });
  await tab.keeper.refuse(change, new ApiError(422));
  await vi.waitFor(() => expect(stuck).toHaveBeenCalled());
  await vi.waitFor(async () => expect(await kept()).toEqual({ changes: [{ title: 'Long' }], refused: [] }));
});

it('counts a change that waits for its turn as one that is nowhere but in this page until it is kept', async () => {
  keepIds('latch.replicas /', new Set(['ada']));
  keepReplicaOf({ id: 'ada', email: 'ada@example.com' });
  const tab = await openTab(false);
  const { keeping } = tab.made({ title: 'Mine' });
  expect([unsentCount(), unkeptCount()]).toEqual([1, 1]);
  tab.open();
  await keeping?.isKept;
  await vi.waitFor(() => expect([unsentCount(), unkeptCount()]).toEqual([1, 0]));
  tab.opened();
  await vi.waitFor(() => expect(unsentCount()).toBe(0));
  expect(unkeptCount()).toBe(0);
  keepReplicaOf(null);
});
