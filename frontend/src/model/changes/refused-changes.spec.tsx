import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { KeptChange } from '../../replica/kept-change';
import type { ChangeStore } from '../../replica/kept-changes';
import { showAndHandOver } from '../../replica/stored-replica';
import { syncedReplica } from '../../replica/synced-replica';
import { hasOutage } from '../../shared/api/connection';
import { unsentCount } from '../../shared/api/unsent';
import { createQueryClient } from '../../shared/api/query-client';
import { registerCommands } from '../../shared/keys/command-registry';
import { useToasts } from '../../shared/ui/toast';
import { FakeLatch, USER_ID } from '../../testing/fake-latch';
import { aProject } from '../../testing/outline-builder';
import { readChanges, readReplica, untilSent } from '../../testing/read-replica';
import { renderAppHook, saying } from '../../testing/render';
import { serveLatch } from '../../testing/server';
import { aTodo } from '../../testing/todo-builder';
import { useOutlineActions } from '../outline/use-outline-actions';
import { useConflicts } from '../todos/use-conflicts';
import { keepNotes, readKeptNotes } from '../todos/kept-notes';
import type { Todo } from '../todos/todo';
import { todoContext } from '../todos/todo-context';
import { useTodoActions } from '../todos/use-todo-actions';
import { uuidv7 } from '../uuid';
import { refusedAnswers } from './refused-answers';
import { useChanges } from './use-changes';
import { useRefused } from './use-refused';

const tooLong = { status: 422, body: { error_code: 'VALIDATION_FAILED', message: 'Too long.', detail: null } };

async function aPage(todos: Todo[] = [], ...things: ReturnType<typeof aProject>[]) {
  return openPage(serveLatch(...todos).with(...things));
}

/** @param database where it keeps changes; by default it does not */
async function openPage(latch: FakeLatch, database: ChangeStore | null = null) {
  const client = createQueryClient();
  syncedReplica(client, USER_ID).keptChanges.keepIn(database);
  const replica = await readReplica(client);
  const { result } = renderAppHook(() => {
    const [changes, toasts] = [useChanges(USER_ID), useToasts()];
    return {
      ...useTodoActions(USER_ID),
      ...useOutlineActions(USER_ID),
      changes,
      answers: refusedAnswers(todoContext(client, USER_ID), changes, toasts),
      conflicts: useConflicts(USER_ID),
      waiting: useRefused(USER_ID),
    };
  }, client);
  return {
    latch,
    replica,
    now: () => result.current,
    do: (work: (page: typeof result.current) => void) => act(() => work(result.current)),
    settled: () => untilSent(client),
    /** What other devices made comes. */
    read: () => readChanges(client),
    kept: syncedReplica(client, USER_ID).keptChanges,
    refused: syncedReplica(client, USER_ID).keptChanges.refused,
  };
}

/** Another device renamed a todo that is renamed here. */
async function aConflict() {
  const ferns = aTodo({ title: 'Ferns' });
  const page = await aPage([ferns]);
  page.latch.changeElsewhere(ferns.id, { title: 'Theirs' });
  page.do(({ edit }) => edit(ferns, { title: 'Mine' }));
  await page.settled();
  const [entry] = page.now().waiting;
  return { ferns, page, entry };
}

/** A title that was changed here, then elsewhere, and is taken back here. */
async function aRefusedUndo() {
  const ferns = aTodo({ title: 'Ferns' });
  const page = await aPage([ferns]);
  page.do(({ edit }) => edit(ferns, { title: 'Roses' }));
  await page.settled();
  page.latch.changeElsewhere(ferns.id, { title: 'Lilies' });
  page.do(({ changes }) => changes.undo());
  await waitFor(() => expect(page.now().waiting).toHaveLength(1));
  return page;
}

describe('a conflict', () => {
  it('waits with both values and when the other was made, and ends with mine, which can be undone', async () => {
    const { ferns, page, entry } = await aConflict();
    expect(entry).toMatchObject({
      subject: { table: 'todos', id: ferns.id, title: 'Theirs' },
      conflict: { mine: { title: 'Mine' }, theirs: { title: 'Theirs', updatedAt: expect.any(String) } },
      change: { did: 'Renamed “Ferns”' },
    });

    page.do(({ answers }) => answers.makeAgain(entry!));
    await page.settled();
    expect([page.now().waiting, page.now().conflicts]).toEqual([[], {}]);
    expect(page.latch.todos.get(ferns.id)?.title).toBe('Mine');
    page.do(({ changes }) => changes.undo());
    await page.settled();
    expect(page.latch.todos.get(ferns.id)?.title).toBe('Theirs');
  });

  it('is the same one in the row and in the list', async () => {
    const { ferns, page, entry } = await aConflict();
    page.do(({ resolve, conflicts }) => resolve(conflicts[ferns.id]!, false));
    await page.settled();
    expect(page.now().waiting).toEqual([]);
    page.do(({ changes }) => changes.undo());
    await waitFor(() => expect(page.now().waiting).toHaveLength(1));
    page.do(({ changes }) => changes.redo());
    await waitFor(() => expect(page.now().waiting).toEqual([]));
    page.do(({ changes }) => changes.undo());
    await waitFor(() => expect(page.now().waiting).toHaveLength(1));
    page.do(({ resolve, conflicts }) => resolve(conflicts[ferns.id]!, true));
    await page.settled();
    expect(page.now().waiting).toEqual([]);
    expect(page.latch.todos.get(ferns.id)?.title).toBe('Mine');
    // Answered a second time, as in another tab, it changes nothing.
    page.do(({ edit }) => edit({ ...ferns, title: 'Mine', version: 3 }, { title: 'Later' }));
    page.do(({ answers }) => answers.makeAgain(entry!));
    await page.settled();
    expect(page.latch.todos.get(ferns.id)?.title).toBe('Later');
  });

  it('that was let go and waits again keeps what clashed in the same todo since', async () => {
    const { ferns, page, entry } = await aConflict();
    page.do(({ answers }) => answers.letGo(entry!));
    page.latch.changeElsewhere(ferns.id, { due: '2026-12-01' });
    page.do(({ setDate }) => setDate(ferns, 'due', '2026-12-02'));
    await page.settled();
    await waitFor(() => expect(page.now().waiting[0]?.conflict?.mine).toEqual({ due: '2026-12-02' }));
    page.do(({ changes }) => changes.undo());
    await waitFor(() =>
      expect(page.now().waiting.map(({ conflict }) => conflict?.mine)).toEqual([{ title: 'Mine', due: '2026-12-02' }]),
    );
  });

  it('shows the value that another device made of it since, and both answers are about that', async () => {
    const { ferns, page, entry } = await aConflict();
    page.latch.changeElsewhere(ferns.id, { title: 'Theirs, newer' });
    await page.read();
    expect(page.now().waiting).toMatchObject([
      { id: entry!.id, subject: { title: 'Theirs, newer' }, conflict: { theirs: { title: 'Theirs, newer' } } },
    ]);
    expect(page.now().conflicts[ferns.id]).toMatchObject({
      theirs: { title: 'Theirs, newer' },
      mine: { title: 'Mine' },
    });

    // From what was shown before.
    page.do(({ answers }) => answers.makeAgain(entry!));
    await page.settled();
    expect(page.now().waiting).toEqual([]);
    expect(page.latch.todos.get(ferns.id)?.title).toBe('Mine');
  });

  it('is over once the other device made the same of it, and asks on about what differs', async () => {
    const ferns = aTodo({ title: 'Ferns', notes: '' });
    const page = await aPage([ferns]);
    page.latch.changeElsewhere(ferns.id, { title: 'Theirs', notes: 'Theirs' });
    keepNotes(USER_ID, ferns.id, 'Mine', '');
    page.do(({ edit }) => {
      edit(ferns, { title: 'Mine' });
      edit(ferns, { notes: 'Mine' });
    });
    await page.settled();

    page.latch.changeElsewhere(ferns.id, { title: 'Mine' });
    await page.read();
    const [left] = page.now().waiting;
    expect(left).toMatchObject({ conflict: { mine: { notes: 'Mine' }, theirs: { title: 'Mine', notes: 'Theirs' } } });
    expect([left?.conflict?.mine, left?.change.made[2]]).toEqual([{ notes: 'Mine' }, { notes: 'Mine' }]);

    page.latch.changeElsewhere(ferns.id, { notes: 'Mine' });
    await page.read();
    expect([page.now().waiting, page.now().conflicts]).toEqual([[], {}]);
    expect(readKeptNotes(USER_ID, ferns.id)).toBeNull();
  });

  it('about several fields of one todo is one, with what was typed last, and leaves with what was kept of its notes', async () => {
    const [ferns, train] = [aTodo({ title: 'Ferns', notes: '' }), aTodo({ title: 'Train' })];
    const page = await aPage([ferns, train]);
    page.latch.changeElsewhere(ferns.id, { title: 'Theirs', notes: 'Theirs' });
    page.latch.changeElsewhere(train.id, { title: 'Theirs' });
    keepNotes(USER_ID, ferns.id, 'Mine', '');
    page.do(({ edit }) => {
      edit(ferns, { title: 'Mine' });
      edit(ferns, { notes: 'Mine' });
      edit(train, { title: 'Night train' });
      edit(ferns, { title: 'Mine, again' });
    });
    await page.settled();
    const mine = { title: 'Mine, again', notes: 'Mine' };
    expect(page.now().waiting.map(({ conflict }) => conflict?.mine)).toEqual([{ title: 'Night train' }, mine]);
    expect(page.now().conflicts[ferns.id]?.mine).toEqual(mine);

    page.do(({ answers, waiting }) => answers.letGo(waiting[1]!));
    expect(Object.keys(page.now().conflicts)).toEqual([train.id]);
    expect(readKeptNotes(USER_ID, ferns.id)).toBeNull();
    (await screen.findByRole('button', { name: 'Undo' })).click();
    await waitFor(() => expect(page.now().conflicts[ferns.id]?.mine).toEqual(mine));
  });

  it('about the name of a project waits as well, and its toast ends it too', async () => {
    const home = aProject({ name: 'Home' });
    const page = await aPage([], home);
    page.latch.refuseNext({
      status: 409,
      body: {
        error_code: 'CONFLICT',
        message: 'This was changed somewhere else in the meantime.',
        detail: null,
        conflicts: [
          { entity: 'project', entityId: home.id, title: 'Castle', field: 'name', mine: 'House', theirs: 'Castle' },
        ],
      },
    });
    page.do(({ updateProject }) => updateProject(home, { name: 'House' }));
    await waitFor(() => expect(page.now().waiting).toHaveLength(1));
    expect(page.now().waiting[0]).toMatchObject({
      id: home.id,
      subject: { table: 'projects', title: 'Castle' },
      conflict: { mine: { name: 'House' }, theirs: { name: 'Castle' } },
    });
    (await screen.findByRole('button', { name: 'Keep mine' })).click();
    await waitFor(() => expect(page.latch.store.projects.get(home.id)?.name).toBe('House'));
    expect(page.now().waiting).toEqual([]);
  });
});

/** A page that finds at place 7 what an earlier one kept, and keeps what is done from then on at place 8. */
async function aLaterPage(change: KeptChange, todo: Todo, happenedSince: (latch: FakeLatch) => void = () => {}) {
  const latch = serveLatch(todo);
  happenedSince(latch);
  const forget = vi.fn<(place: number) => Promise<void>>(() => Promise.resolve());
  const nothing = () => Promise.resolve();
  const refused = { follow: nothing, write: nothing, removeRefused: nothing };
  const later = await openPage(latch, { addChange: () => Promise.resolve(8), removeChange: forget, refused });
  act(() => showAndHandOver([[7, change]], later.replica, later.kept));
  return { later, forget };
}

describe('what was let go on an earlier page', () => {
  /** Theirs was taken. @returns what was kept of that, and the todo as it is there */
  async function whatWasLetGo() {
    const { ferns, page, entry } = await aConflict();
    const keep = vi.spyOn(page.kept, 'keep');
    page.do(({ answers }) => answers.letGo(entry!));
    return [structuredClone(keep.mock.calls[0]![0]), { ...ferns, title: 'Theirs', version: 2 }] as const;
  }

  it('waits again with all that was typed when it is undone, and leaves when that is redone', async () => {
    const [change, ferns] = await whatWasLetGo();
    const { later, forget } = await aLaterPage(change, ferns);
    expect([later.now().waiting, unsentCount()]).toEqual([[], 0]);
    later.do(({ changes }) => changes.undo());
    await waitFor(() => expect(later.now().conflicts[ferns.id]?.mine).toEqual({ title: 'Mine' }));
    expect(await screen.findByText(saying('Undid: took the other version of “Theirs”'))).toBeInTheDocument();
    await waitFor(() => expect(forget).toHaveBeenCalledExactlyOnceWith(7));
    expect(later.latch.log.filter((line) => line.startsWith('POST'))).toEqual([]);

    later.do(({ changes }) => changes.redo());
    await waitFor(() => expect(later.now().waiting).toEqual([]));
    later.do(({ changes }) => changes.undo());
    await waitFor(() => expect(later.now().waiting).toHaveLength(1));
    await waitFor(() => expect(forget).toHaveBeenLastCalledWith(8));
  });

  it('is undone in its turn, after what was changed since', async () => {
    const [change, ferns] = await whatWasLetGo();
    const { later } = await aLaterPage(change, ferns, ({ store, lists }) => {
      store.record(uuidv7(), () => lists.update(ferns.id, { due: '2026-12-01' }));
    });
    later.do(({ changes }) => changes.undo());
    await waitFor(() => expect(later.latch.todos.get(ferns.id)?.due).toBeNull());
    expect(later.now().waiting).toEqual([]);
    later.do(({ changes }) => changes.undo());
    await waitFor(() => expect(later.now().conflicts[ferns.id]?.mine).toEqual({ title: 'Mine' }));
  });

  it('is undone at once while nobody answers', async () => {
    const [change, ferns] = await whatWasLetGo();
    const { later } = await aLaterPage(change, ferns);
    later.latch.be(FakeLatch.refusals.outage);
    later.do(({ setDate }) => setDate(ferns, 'due', '2026-12-01'));
    later.do(({ changes }) => changes.undo());
    await waitFor(() => expect(hasOutage()).toBe(true));
    later.do(({ changes }) => changes.undo());
    await waitFor(() => expect(later.now().waiting).toHaveLength(1));
    later.latch.be(null);
  });

  it('is forgotten with all else that can be undone', async () => {
    const [change, ferns] = await whatWasLetGo();
    const old = (Date.now() - 31 * 86_400_000).toString(16).padStart(12, '0');
    const id = `${old.slice(0, 8)}-${old.slice(8)}${change.id.slice(13)}`;
    const { later, forget } = await aLaterPage({ ...change, id }, ferns);
    await waitFor(() => expect(forget).toHaveBeenCalledExactlyOnceWith(7));
    later.do(({ changes }) => changes.undo());
    await screen.findByText('Nothing to undo');
    expect(later.now().waiting).toEqual([]);
  });
});

describe('a refused change', () => {
  it('of adding keeps all that was typed, also what was typed after it, and is made again under another title', async () => {
    const page = await aPage();
    page.latch.refuseNext(tooLong);
    let added: Todo | undefined;
    page.do(({ add }) => ([added] = add({ title: 'Water', notes: 'All of them' })));
    page.do(({ setDate }) => setDate(added!, 'due', '2026-12-01'));
    await page.settled();
    const [entry, ...others] = page.now().waiting;
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ reason: 'Too long.', change: { fails: '“Water” was not added' } });
    expect(entry?.change.made[2]).toMatchObject({ title: 'Water', notes: 'All of them', due: '2026-12-01' });

    page.do(({ answers }) => answers.makeAgain(entry!, 'Water the ferns'));
    await page.settled();
    expect(page.now().waiting).toEqual([]);
    const stored = page.latch.todos.get(added?.id ?? '');
    expect(stored).toMatchObject({ title: 'Water the ferns', notes: 'All of them', due: '2026-12-01' });
  });

  it('of a todo that another device deleted brings it back', async () => {
    const ferns = aTodo({ title: 'Ferns' });
    const page = await aPage([ferns]);
    page.latch.deleteElsewhere(ferns.id);
    page.do(({ edit }) => edit(ferns, { title: 'Roses' }));
    await page.settled();
    const [entry] = page.now().waiting;
    expect(entry).toMatchObject({ reason: 'It was deleted on another device.', subject: { title: 'Ferns' } });
    page.do(({ answers }) => answers.makeAgain(entry!));
    await page.settled();
    expect(page.latch.todos.get(ferns.id)?.title).toBe('Roses');
  });

  it('of a project that another device deleted brings it back under the new name', async () => {
    const home = aProject({ name: 'Home' });
    const page = await aPage([], home);
    const { store, outline } = page.latch;
    store.record(uuidv7(), () => outline.remove('projects', home.id));
    page.do(({ updateProject }) => updateProject(home, { name: 'House' }));
    await waitFor(() => expect(page.now().waiting).toHaveLength(1));
    expect(page.now().waiting[0]?.reason).toBe('It was deleted on another device.');
    await page.read();
    page.do(({ answers, waiting }) => answers.makeAgain(waiting[0]!));
    await waitFor(() => expect(page.latch.store.projects.get(home.id)?.name).toBe('House'));
    expect(page.now().waiting).toEqual([]);
  });

  it('names what stood in the way of many', async () => {
    const todos = [aTodo({ title: 'A' }), aTodo({ title: 'B' })];
    const page = await aPage(todos);
    page.latch.deleteElsewhere(todos[1]!.id);
    page.do(({ setPriority }) => setPriority(todos, 1));
    await page.settled();
    expect(page.now().waiting[0]?.reason).toMatch(/^“B”: /);
  });

  it('also of an undo waits, with the reason', async () => {
    const page = await aRefusedUndo();
    expect(page.now().waiting[0]).toMatchObject({ change: { fails: 'Not undone: Renamed “Ferns”' } });
    expect(page.now().waiting[0]?.reason).toContain('“Lilies”');
  });

  it('of an undo waits again when that is refused a second time, and is kept under the name it was sent by', async () => {
    const page = await aRefusedUndo();
    const keep = vi.spyOn(page.kept, 'keep');
    page.do(({ answers, waiting }) => answers.makeAgain(waiting[0]!));
    await page.settled();
    await waitFor(() => expect(page.now().waiting).toMatchObject([{ change: { made: ['undo', expect.any(String)] } }]));
    const [[again] = []] = keep.mock.calls;
    expect(page.latch.names.at(-1)?.split(' ').slice(2)).toEqual([again?.id, again?.id]);
  });

  it('that this version of Latch cannot make waits on when it is tried again', async () => {
    const page = await aPage();
    const change = {
      id: 'one',
      made: ['fly'],
      written: [],
      did: 'Flew',
      fails: 'Not flown',
      about: [],
      undoable: true,
    };
    const subject = { table: 'todos', id: '', title: '' } as const;
    act(() => void page.refused.add({ id: 'one', change: change as never, subject, at: '', reason: 'No.' }));
    page.do(({ answers, waiting }) => answers.makeAgain(waiting[0]!));
    await page.settled();
    expect(page.now().waiting).toMatchObject([{ change: { made: ['fly'] } }]);
  });

  it('of a todo that is gone for good stays one entry, however often it is tried again', async () => {
    const ferns = aTodo({ title: 'Ferns' });
    const page = await aPage([ferns]);
    page.latch.deleteElsewhere(ferns.id);
    page.latch.store.trash.clear();
    page.do(({ edit }) => edit(ferns, { title: 'Roses' }));
    await page.settled();
    const isOne = () =>
      expect(page.now().waiting.map(({ change }) => change.made)).toMatchObject([
        ['update', ferns, { title: 'Roses' }],
      ]);
    (await screen.findByRole('button', { name: 'Restore' })).click();
    await screen.findByText(saying('“Ferns” was not restored'));
    isOne();
    for (let press = 0; press < 2; press += 1) {
      page.do(({ answers, waiting }) => answers.makeAgain(waiting[0]!));
      await page.settled();
      isOne();
    }
    expect(page.latch.log.filter((line) => line.startsWith('PATCH'))).toHaveLength(1);
  });

  it('asks nothing of what the person took back before it was refused, unless they made it again', async () => {
    const [ferns, train] = [aTodo({ title: 'Ferns' }), aTodo({ title: 'Train' })];
    const page = await aPage([ferns, train]);
    const release = page.latch.hold();
    page.latch.refuseNext(tooLong);
    page.latch.refuseNext(tooLong, 1);
    page.do(({ edit }) => edit(ferns, { title: 'Roses' }));
    page.do(({ changes }) => changes.undo());
    page.do(({ edit }) => edit(train, { title: 'Bus' }));
    page.do(({ changes }) => changes.undo());
    page.do(({ changes }) => changes.redo());
    release();
    await page.settled();
    await waitFor(() => expect(page.latch.names).toHaveLength(5));
    await page.settled();
    expect(page.now().waiting.map(({ subject }) => subject.title)).toEqual(['Train']);
  });

  it('of adding whose id is taken is added under another one', async () => {
    const page = await aPage();
    page.latch.refuseNext(FakeLatch.refusals.taken);
    page.latch.refuseNext(FakeLatch.refusals.taken);
    let added: Todo | undefined;
    page.do(({ add }) => ([added] = add({ title: 'Water' })));
    page.do(({ createLabel }) => void createLabel({ name: 'Bills' }));
    page.do(({ edit }) => edit(added!, { title: 'Water all' }));
    await page.settled();
    expect(page.now().waiting).toHaveLength(2);
    for (const entry of page.now().waiting) page.do(({ answers }) => answers.makeAgain(entry));
    await page.settled();
    expect(page.now().waiting).toEqual([]);
    const [todo] = [...page.latch.todos.values()];
    expect(todo).toMatchObject({ title: 'Water all', id: expect.not.stringMatching(added!.id) });
    const ids = page.latch.log.flatMap((line) => /POST .*"id":"([^"]+)"/.exec(line)?.[1] ?? []);
    expect(new Set(ids).size).toBe(4);
    expect(page.latch.store.labels.size).toBe(1);
  });

  it('is not said to wait where nothing does', async () => {
    const page = await aPage();
    page.latch.be(FakeLatch.refusals.notFound);
    page.do(({ changes }) => changes.undo());
    await screen.findByText('Not undone');
    expect(screen.getByText('This todo does not exist.')).toBeInTheDocument();
    expect(page.now().waiting).toEqual([]);
    page.latch.be(null);
  });

  it('waits no more once its toast has tried it again', async () => {
    const ferns = aTodo({ title: 'Ferns' });
    const page = await aPage([ferns]);
    page.latch.refuseNext(FakeLatch.refusals.broken);
    page.do(({ setPriority }) => setPriority(ferns, 1));
    expect(await screen.findByText(/^In Needs you: /)).toBeInTheDocument();
    expect(page.now().waiting).toHaveLength(1);
    (await screen.findByRole('button', { name: 'Try again' })).click();
    await page.settled();
    expect(page.now().waiting).toEqual([]);
    expect(page.latch.todos.get(ferns.id)?.priority).toBe(1);
  });

  it('has a toast that leads to the list, where nothing else helps', async () => {
    const ferns = aTodo({ title: 'Ferns' });
    const page = await aPage([ferns]);
    const goNeedsYou = vi.fn();
    const stop = registerCommands({
      commands: () => ({ goNeedsYou }),
      handlesListKeys: () => false,
      isFallback: false,
    });
    page.latch.refuseNext(tooLong);
    page.do(({ remove }) => remove(ferns));
    (await screen.findByRole('button', { name: 'Needs you' })).click();
    expect(goNeedsYou).toHaveBeenCalledOnce();
    expect(page.now().waiting).toMatchObject([{ change: { fails: '“Ferns” was not deleted' } }]);
    stop();
  });

  it('that adds several todos adds all of them anew, where the id of one was used before', async () => {
    const page = await aPage();
    page.latch.refuseNext(FakeLatch.refusals.broken);
    const draft = (title: string, depth = 0) => ({
      wanted: { title, ...(depth && { parentId: 'above' }) },
      depth,
      isDone: false,
    });
    page.do(({ add }) => add({ title: 'Shop' }, [draft('Shop'), draft('Milk', 1), draft('Call Ann')]));
    await page.settled();
    const [entry] = page.now().waiting;
    const [, taken] = entry!.change.about;
    page.latch.todos.set(taken!, aTodo({ id: taken!, title: 'Used before' }));

    page.do(({ answers }) => answers.makeAgain(entry!));
    await page.settled();
    expect(page.now().waiting).toEqual([]);
    const added = [...page.latch.todos.values()].filter(({ id }) => id !== taken);
    const titleOf = (id: string | null) => added.find((todo) => todo.id === id)?.title;
    expect(added.map(({ title, parentId }) => [title, titleOf(parentId)])).toEqual([
      ['Shop', undefined],
      ['Milk', 'Shop'],
      ['Call Ann', undefined],
    ]);
  });

  it('is not what an outage is', async () => {
    const page = await aPage([aTodo()]);
    expect(page.refused.get()).toEqual([]);
    page.latch.be(FakeLatch.refusals.outage);
    page.do(({ add }) => add({ title: 'Water' }));
    await waitFor(() => expect(page.latch.log.some((line) => line.startsWith('POST'))).toBe(true));
    expect(page.now().waiting).toEqual([]);
    page.latch.be(null);
  });
});
