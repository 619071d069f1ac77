import { act, screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import type { KeptChange } from '../../replica/kept-change';
import { showAndHandOver } from '../../replica/stored-replica';
import { syncedReplica } from '../../replica/synced-replica';
import { keepReplicaOf } from '../../replica/kept-replica';
import { unsentCount } from '../../shared/api/unsent';
import { createQueryClient } from '../../shared/api/query-client';
import { keepIds } from '../../shared/kept/kept-ids';
import { USER_ID } from '../../testing/fake-latch';
import { aLabel, anInbox, aProject, aSection } from '../../testing/outline-builder';
import { readReplica, untilSent } from '../../testing/read-replica';
import { renderAppHook, saying } from '../../testing/render';
import { serveLatch } from '../../testing/server';
import { aCompletedTodo, aTodo } from '../../testing/todo-builder';
import { useOutlineActions } from '../outline/use-outline-actions';
import { useClearCompleted } from '../todos/use-clear-completed';
import type { Todo } from '../todos/todo';
import { useTodoActions } from '../todos/use-todo-actions';
import { uuidv7 } from '../uuid';
import { useTrashActions } from '../trash/use-trash-actions';
import { useChanges } from './use-changes';
import { useKeptChanges } from './use-kept-changes';

const things = {
  inbox: anInbox(),
  ferns: aTodo({ title: 'Ferns' }),
  train: aTodo({ title: 'Train' }),
  done: aCompletedTodo({ title: 'Done' }),
  home: aProject({ name: 'Home' }),
  work: aProject({ name: 'Work' }),
  bills: aLabel({ name: 'Bills' }),
};
const [hall, yard] = [
  aSection({ name: 'Hall', projectId: things.home.id }),
  aSection({ name: 'Yard', projectId: things.home.id }),
];

/** The same server for each page that is opened, with nothing changed there yet. */
function aServer() {
  const { ferns, train, done, inbox, home, work, bills } = structuredClone(things);
  return serveLatch(ferns, train, done).with(inbox, home, work, bills, ...structuredClone([hall, yard]));
}

function usePage() {
  useKeptChanges(USER_ID);
  return {
    ...useTodoActions(USER_ID),
    ...useOutlineActions(USER_ID),
    trash: useTrashActions(USER_ID),
    clear: useClearCompleted(USER_ID),
    changes: useChanges(USER_ID),
  };
}
type Page = ReturnType<typeof usePage>;

/** All that the server has by then, but for what it says of moments. */
function stateOf({ store }: ReturnType<typeof aServer>) {
  const tables = [store.todos, store.projects, store.sections, store.labels, store.trash].map((table) => [
    ...table.values(),
  ]);
  const timeless = (key: string, value: unknown) => (/(?:ed)?At$/.test(key) ? value !== null : value);
  return JSON.parse(JSON.stringify(tables, timeless)) as unknown;
}

async function openPage() {
  const client = createQueryClient();
  const { keptChanges } = syncedReplica(client, USER_ID);
  const removeChange = vi.fn<(place: number) => Promise<void>>(() => Promise.resolve());
  const write = async () => {
    for (const one of keptChanges.refused.unwritten) {
      keptChanges.refused.written(one);
      await removeChange((await one.place)!);
    }
  };
  const refused = { follow: () => Promise.resolve(), write, removeRefused: () => Promise.resolve() };
  const database = { addChange: () => Promise.resolve(0), removeChange, refused };
  keptChanges.keepIn(database);
  const kept = vi.spyOn(keptChanges, 'keep');
  const { result } = renderAppHook(usePage, client);
  await readReplica(client);
  return { client, kept, database, now: () => result.current };
}

const { ferns, train, home, work, bills } = things;
const trashed = ({ id, title }: Todo) => ({ entity: 'todo' as const, id, title, deletedAt: '', todos: 0 });

it.each<[string, ((page: Page) => void)[]]>([
  ['add', [(page) => page.add({ title: ' Water ', sectionId: hall.id })]],
  [
    'add an edit of what was just added',
    [(page) => page.edit(page.add({ title: 'Water' })[0]!, { title: 'Water all' })],
  ],
  [
    'add several',
    [
      (page) =>
        page.add({ title: 'Shop', sectionId: hall.id }, [
          { wanted: { title: 'Shop', sectionId: hall.id }, depth: 0, isDone: false },
          { wanted: { title: 'Milk' }, depth: 1, isDone: true },
        ]),
    ],
  ],
  ['edit', [(page) => page.edit(ferns, { title: 'Water the ferns' })]],
  ['setCompleted', [(page) => page.setCompleted(ferns, true)]],
  ['setCompleted of many', [(page) => page.setCompleted([ferns, train], true)]],
  ['setLabels', [(page) => page.setLabels([ferns, train], { add: [bills.id] })]],
  ['setDate', [(page) => page.setDate(ferns, 'due', '2026-12-01')]],
  ['move', [(page) => page.move(ferns, { projectId: home.id, sectionId: yard.id })]],
  ['move of many', [(page) => page.move([ferns, train], { sectionId: hall.id })]],
  ['remove', [(page) => page.remove(ferns)]],
  ['remove of many', [(page) => page.remove([ferns, train])]],
  ['clear', [(page) => page.clear()]],
  ['restore', [(page) => page.remove(ferns), (page) => page.trash.restore(trashed(ferns))]],
  ['purge', [(page) => page.remove(ferns), (page) => page.trash.removeForGood(trashed(ferns))]],
  ['emptyTrash', [(page) => page.remove([ferns, train]), (page) => page.trash.empty()]],
  ['undo', [(page) => page.setCompleted(ferns, true), (page) => page.changes.undo()]],
  ['redo', [(page) => page.remove(ferns), (page) => page.changes.undo(), (page) => page.changes.redo()]],
  ['createProject', [(page) => page.createProject({ name: 'Kitchen', parentId: home.id })]],
  ['updateProject', [(page) => page.updateProject(home, { name: 'House' })]],
  ['moveProject', [(page) => page.moveProject(work, { beforeId: home.id })]],
  ['removeProject', [(page) => page.removeProject(home)]],
  ['createSection', [(page) => page.createSection({ projectId: home.id, name: 'Attic' })]],
  ['updateSection', [(page) => page.updateSection(hall, { name: 'Entrance' })]],
  ['moveSection', [(page) => page.moveSection(yard, { beforeId: hall.id })]],
  ['removeSection', [(page) => page.removeSection(hall)]],
  ['createLabel', [(page) => page.createLabel({ name: 'Errands' })]],
  ['updateLabel', [(page) => page.updateLabel(bills, { name: 'Invoices' })]],
  ['removeLabel', [(page) => page.removeLabel(bills)]],
])('%s does the same when another page sends it', async (_name, work_) => {
  const latch = aServer();
  const before = stateOf(latch);
  const first = await openPage();
  for (const work of work_) {
    act(() => work(first.now()));
    await untilSent(first.client);
  }
  const changes: KeptChange[] = structuredClone(first.kept.mock.calls.map(([change]) => change));
  expect(changes.length).toBeGreaterThan(0);
  expect(stateOf(latch)).not.toEqual(before);

  const other = aServer();
  const second = await openPage();
  const { keptChanges, replica } = syncedReplica(second.client, USER_ID);
  act(() => showAndHandOver([...changes.entries()], replica, keptChanges));
  await untilSent(second.client);
  expect(stateOf(other)).toEqual(stateOf(latch));
  // So that one server would have carried each out once.
  expect(other.names).toEqual(latch.names);
});

it('leaves what another device wrote behind a change whose answer an earlier page did not hear', async () => {
  const latch = aServer();
  const first = await openPage();
  act(() => first.now().edit(ferns, { title: 'Water the ferns' }));
  await untilSent(first.client);
  const [[change] = []] = structuredClone(first.kept.mock.calls);
  latch.changeElsewhere(ferns.id, { title: 'Water nothing' });

  const second = await openPage();
  const { keptChanges, replica } = syncedReplica(second.client, USER_ID);
  act(() => showAndHandOver([[7, change!]], replica, keptChanges));
  await untilSent(second.client);
  expect(latch.todos.get(ferns.id)?.title).toBe('Water nothing');
  expect(replica.shown.live(ferns.id)?.title).toBe('Water nothing');
  expect(latch.names).toHaveLength(2);
  await waitFor(() => expect(second.database.removeChange).toHaveBeenCalledExactlyOnceWith(7));
});

it('says what is refused, and has it wait instead of keeping it', async () => {
  const first = aServer();
  const page = await openPage();
  act(() => page.now().edit(ferns, { title: 'Water the ferns' }));
  await untilSent(page.client);
  const [[change] = []] = structuredClone(page.kept.mock.calls);
  expect(first.todos.get(ferns.id)?.title).toBe('Water the ferns');

  const latch = aServer();
  const second = await openPage();
  latch.refuseNext({ status: 422, body: { error_code: 'VALIDATION_FAILED', message: 'Too long.', detail: null } });
  const { keptChanges, replica } = syncedReplica(second.client, USER_ID);
  act(() => showAndHandOver([[7, change!]], replica, keptChanges));
  expect(replica.shown.live(ferns.id)?.title).toBe('Water the ferns');
  expect(await screen.findByText(saying('“Ferns” was not changed'))).toBeInTheDocument();
  expect(replica.shown.live(ferns.id)?.title).toBe('Ferns');
  await waitFor(() => expect(second.database.removeChange).toHaveBeenCalledExactlyOnceWith(7));
  expect(keptChanges.refused.get()).toMatchObject([
    { id: change!.id, reason: 'Too long.', subject: { title: 'Ferns' } },
  ]);
});

it('sends what an earlier page left before what was changed here since', async () => {
  keepIds('latch.replicas /', new Set([USER_ID]));
  keepReplicaOf({ id: USER_ID, email: 'ada@example.com' });
  const latch = aServer();
  const client = createQueryClient();
  const { keptChanges, replica, feed } = syncedReplica(client, USER_ID);
  const { result } = renderAppHook(usePage, client);
  await act(() => feed.now());
  const sent = () => latch.log.flatMap((line) => /"title":"(\w+)"/.exec(line)?.[1] ?? []);
  act(() => result.current.edit(ferns, { title: 'Now' }));
  act(() => result.current.edit(train, { title: 'Then' }));
  await act(() => feed.now());
  expect([sent(), replica.shown.live(ferns.id)?.title, unsentCount()]).toEqual([[], 'Now', 2]);
  const earlier: KeptChange = {
    id: uuidv7(),
    did: '',
    fails: '',
    about: [],
    written: [],
    undoable: true,
    made: ['createLabel', { name: 'Earlier' }],
  };
  act(() => showAndHandOver([[7, earlier]], replica, keptChanges));
  await untilSent(client);
  expect(latch.log.find((line) => !line.startsWith('GET'))).toContain('Earlier');
  expect(sent()).toEqual(['Now', 'Then']);
  keepReplicaOf(null);
});
