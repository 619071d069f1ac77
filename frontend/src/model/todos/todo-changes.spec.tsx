import { act, screen, waitFor } from '@testing-library/react';
import { http } from 'msw';
import { describe, expect, it } from 'vitest';
import { createQueryClient } from '../../shared/api/query-client';
import { onSessionEnded, reportSessionRestored } from '../../shared/api/session-events';
import { FakeLatch, USER_ID } from '../../testing/fake-latch';
import { aLabel, aProject, aSection } from '../../testing/outline-builder';
import { renderAppHook, saying } from '../../testing/render';
import { server, serveLatch } from '../../testing/server';
import { aCompletedTodo, aSubtask, aTodo, INBOX_ID } from '../../testing/todo-builder';
import { useChanges } from '../changes/use-changes';
import type { Label, Project, Section } from '../outline/outline';
import { readChanges, readReplica, untilSent } from '../../testing/read-replica';
import { trashedThings } from '../../replica/flat-views';
import { outlineOf, todosInProject } from '../../replica/views';
import { useConflicts } from './use-conflicts';
import type { Todo } from './todo';
import { useClearCompleted } from './use-clear-completed';
import { useTodoActions } from './use-todo-actions';

/** Everything a page would have: the Inbox, what is completed, the outline, and the actions. */
async function aPage(todos: Todo[] = [], ...things: (Project | Section | Label)[]) {
  const latch = serveLatch(...todos).with(...things);
  const client = createQueryClient();
  const replica = await readReplica(client);
  latch.log.length = 0;
  const { result } = renderAppHook(() => {
    return {
      actions: useTodoActions(USER_ID),
      clearCompleted: useClearCompleted(USER_ID),
      changes: useChanges(USER_ID),
      conflicts: useConflicts(USER_ID),
    };
  }, client);
  const shown = (): Todo[] => todosInProject(replica.shown, INBOX_ID);
  return {
    latch,
    client,
    now: () => result.current,
    do: (work: (page: typeof result.current) => void) => act(() => work(result.current)),
    titles: () =>
      shown()
        .filter(({ completedAt }) => completedAt === null)
        .map(({ title }) => title),
    shownAs: (id: string) => shown().find((todo) => todo.id === id),
    replica,
    counts: () => ({ ...replica.shown.counts, trash: trashedThings(replica.shown).length }),
    sent: () => latch.log.filter((entry) => !entry.startsWith('GET')),
    settled: () => untilSent(client),
  };
}
const stored = ({ latch }: { latch: FakeLatch }, id: string) => latch.todos.get(id);

describe('adding', () => {
  it('shows it first and counts it before anyone answered', async () => {
    const page = await aPage([aTodo({ title: 'Older' })]);
    const release = page.latch.hold();

    page.do(({ actions }) => actions.add({ title: '  Newer ' }));

    expect(page.titles()).toEqual(['Newer', 'Older']);
    expect(page.counts()).toMatchObject({ open: 2 });
    release();
    await page.settled();
    expect(page.titles()).toEqual(['Newer', 'Older']);
    expect(page.shownAs([...page.latch.todos.keys()].at(-1) ?? '')).toMatchObject({ version: 1 });
  });

  it('has it in the Inbox though that was not known yet', async () => {
    const latch = serveLatch(aTodo({ title: 'Older' }));
    const client = createQueryClient();
    const release = latch.hold();
    const { result } = renderAppHook(() => useTodoActions(USER_ID), client);
    act(() => void result.current.add({ title: 'Newer' }));
    const reading = readReplica(client);
    release();
    const replica = await reading;
    expect(todosInProject(replica.shown, INBOX_ID).map(({ title }) => title)).toEqual(['Newer', 'Older']);
    await untilSent(client);
    expect(latch.lists.of(INBOX_ID).map(({ title }) => title)).toEqual(['Newer', 'Older']);
    expect(todosInProject(replica.shown, INBOX_ID)[0]).toMatchObject({ version: 1 });
  });

  it('takes it back when it is refused', async () => {
    const page = await aPage([aTodo({ title: 'Older' })]);
    page.latch.refuseNext(FakeLatch.refusals.taken);

    page.do(({ actions }) => actions.add({ title: 'Newer' }));
    await page.settled();

    expect(page.titles()).toEqual(['Older']);
    expect(page.counts()).toMatchObject({ open: 1 });
  });

  it('puts it first in its section, below what is in none', async () => {
    const kitchen = aSection({ name: 'Kitchen' });
    const page = await aPage([aTodo({ title: 'Loose' }), aTodo({ title: 'Oven', sectionId: kitchen.id })], kitchen);

    page.do(({ actions }) => actions.add({ title: 'Sink', sectionId: kitchen.id }));

    expect(page.titles()).toEqual(['Loose', 'Sink', 'Oven']);
    await page.settled();
    expect(page.titles()).toEqual(['Loose', 'Sink', 'Oven']);
  });

  it('sends an edit made before the answer after it, against the version the answer gave', async () => {
    const page = await aPage();
    const release = page.latch.hold();
    let made: Todo | undefined;

    page.do(({ actions }) => ([made] = actions.add({ title: 'Water' })));
    page.do(({ actions }) => made && actions.edit(made, { title: 'Water the ferns' }));
    release();
    await page.settled();

    expect(stored(page, made?.id ?? '')).toMatchObject({ title: 'Water the ferns', version: 2 });
    expect(page.titles()).toEqual(['Water the ferns']);
  });

  it('does not fall back to the first text while the edit is still on its way', async () => {
    const page = await aPage();
    let made: Todo | undefined;
    const releaseCreate = page.latch.hold();
    page.do(({ actions }) => ([made] = actions.add({ title: 'Water' })));
    page.do(({ actions }) => made && actions.edit(made, { title: 'Water the ferns' }));
    await waitFor(() => expect(page.sent()).toHaveLength(1));

    releaseCreate();
    const releaseUpdate = page.latch.hold();
    await waitFor(() => expect(page.sent()).toHaveLength(2));

    expect(page.titles()).toEqual(['Water the ferns']);
    releaseUpdate();
    await page.settled();
  });

  it('sends nothing more for what was never added', async () => {
    const page = await aPage();
    page.latch.refuseNext(FakeLatch.refusals.broken);

    page.do(({ actions }) => actions.edit(actions.add({ title: 'Water' })[0]!, { title: 'Water the ferns' }));
    await page.settled();

    expect(page.sent()).toHaveLength(1);
    expect(page.titles()).toEqual([]);
  });
});

describe('editing', () => {
  it('sends rapid edits one after the other, each against the version before it', async () => {
    const todo = aTodo({ title: 'One' });
    const page = await aPage([todo]);

    page.do(({ actions }) => actions.edit(todo, { title: 'Two' }));
    page.do(({ actions }) => actions.edit({ ...todo, title: 'Two' }, { title: 'Three' }));
    page.do(({ actions }) => actions.setPriority({ ...todo, title: 'Three' }, 1));
    await page.settled();

    expect(stored(page, todo.id)).toMatchObject({ title: 'Three', priority: 1, version: 4 });
    expect(page.shownAs(todo.id)).toMatchObject({ title: 'Three', priority: 1 });
    expect(page.now().conflicts).toEqual({});
  });

  it('takes back only the field that was refused', async () => {
    const todo = aTodo({ title: 'One', notes: 'Old' });
    const page = await aPage([todo]);
    page.latch.refuseNext(FakeLatch.refusals.broken);

    page.do(({ actions }) => actions.edit(todo, { title: 'Two' }));
    page.do(({ actions }) => actions.edit({ ...todo, title: 'Two' }, { notes: 'New' }));
    await page.settled();

    expect(page.shownAs(todo.id)).toMatchObject({ title: 'One', notes: 'New' });
    expect(stored(page, todo.id)).toMatchObject({ title: 'One', notes: 'New' });
  });

  it('lets both win when two devices changed different fields', async () => {
    const todo = aTodo({ title: 'Mine', notes: '' });
    const page = await aPage([todo]);
    page.latch.changeElsewhere(todo.id, { notes: 'Theirs' });

    page.do(({ actions }) => actions.edit(todo, { title: 'Mine, changed' }));
    await page.settled();

    expect(page.now().conflicts).toEqual({});
    expect(page.shownAs(todo.id)).toMatchObject({ title: 'Mine, changed', notes: 'Theirs' });
  });

  it('writes nothing and keeps both values when two devices changed the same field', async () => {
    const todo = aTodo({ title: 'Before' });
    const page = await aPage([todo]);
    page.latch.changeElsewhere(todo.id, { title: 'Theirs' });

    page.do(({ actions }) => actions.edit(todo, { title: 'Mine' }));
    await page.settled();

    const conflict = page.now().conflicts[todo.id];
    expect(conflict).toMatchObject({ mine: { title: 'Mine' }, theirs: { title: 'Theirs', version: 2 } });
    expect(stored(page, todo.id)).toMatchObject({ title: 'Theirs', version: 2 });
    expect(page.titles()).toEqual(['Theirs']);
  });

  it('sees the clash also when its own later change had caught up with the other device', async () => {
    const todo = aTodo({ title: 'Before' });
    const page = await aPage([todo]);
    page.latch.changeElsewhere(todo.id, { title: 'Theirs' });

    page.do(({ actions }) => actions.setPriority(todo, 2));
    page.do(({ actions }) => actions.edit(todo, { title: 'Mine' }));
    await page.settled();

    expect(page.now().conflicts[todo.id]?.mine).toEqual({ title: 'Mine' });
    expect(stored(page, todo.id)?.title).toBe('Theirs');
  });
});

describe('completing', () => {
  it('completes what is below it, and counts that', async () => {
    const parent = aTodo({ title: 'Trip' });
    const page = await aPage([parent, aSubtask(parent, { title: 'Tickets' }), aTodo({ title: 'Other' })]);
    const release = page.latch.hold();

    page.do(({ actions }) => actions.setCompleted(parent, true));

    expect(page.titles()).toEqual(['Other']);
    expect(page.counts()).toMatchObject({ open: 1, completed: 2 });
    release();
    await page.settled();
    expect([...page.latch.todos.values()].filter(({ completedAt }) => completedAt)).toHaveLength(2);
  });

  it('gives the counts back when it is refused', async () => {
    const todo = aTodo({ title: 'A' });
    const page = await aPage([todo]);
    page.latch.refuseNext(FakeLatch.refusals.broken);

    page.do(({ actions }) => actions.setCompleted(todo, true));
    await page.settled();

    expect(page.counts()).toMatchObject({ open: 1, completed: 0 });
    expect(page.titles()).toEqual(['A']);
  });

  it('is one request for many', async () => {
    const todos = [aTodo(), aTodo(), aTodo()];
    const page = await aPage(todos);

    page.do(({ actions }) => actions.setCompleted(todos, true));
    expect(page.titles()).toEqual([]);
    await page.settled();

    expect(page.sent()).toHaveLength(1);
    expect(page.sent()[0]).toMatch(/^POST \/todos\/bulk/);
    expect([...page.latch.todos.values()].every(({ completedAt }) => completedAt !== null)).toBe(true);
  });

  it('changes none of many when one of them is gone', async () => {
    const todos = [aTodo({ title: 'A' }), aTodo({ title: 'B' })];
    const page = await aPage(todos);
    page.latch.deleteElsewhere(todos[1]?.id ?? '');

    page.do(({ actions }) => actions.setPriority(todos, 1));
    await page.settled();

    expect(stored(page, todos[0]?.id ?? '')).toMatchObject({ priority: 4 });
    expect(page.titles()).toEqual(['A']);
  });
});

describe('moving', () => {
  it('shows a new order at once, and the backend comes to the same', async () => {
    const [a, b, c] = [aTodo({ title: 'A' }), aTodo({ title: 'B' }), aTodo({ title: 'C' })];
    const page = await aPage([a, b, c]);
    const release = page.latch.hold();

    page.do(({ actions }) => actions.move(c, { beforeId: a.id }));

    expect(page.titles()).toEqual(['C', 'A', 'B']);
    release();
    await page.settled();
    expect(page.titles()).toEqual(['C', 'A', 'B']);
  });

  it('takes subtasks along, into a section and below another todo', async () => {
    const kitchen = aSection();
    const parent = aTodo({ title: 'Parent' });
    const child = aSubtask(parent, { title: 'Child' });
    const oven = aTodo({ title: 'Oven', sectionId: kitchen.id });
    const page = await aPage([parent, child, oven], kitchen);

    page.do(({ actions }) => actions.move(parent, { parentId: oven.id }));

    expect(page.titles()).toEqual(['Oven', 'Parent', 'Child']);
    expect(page.shownAs(child.id)).toMatchObject({ sectionId: kitchen.id, parentId: parent.id });
    expect(outlineOf(page.replica.shown).sections.map(({ openCount }) => openCount)).toEqual([3]);
    await page.settled();
    expect(page.titles()).toEqual(['Oven', 'Parent', 'Child']);
    expect(stored(page, child.id)).toMatchObject({ sectionId: kitchen.id });
  });

  it('leaves the list for another project, and counts there', async () => {
    const home = aProject({ name: 'Home' });
    const todo = aTodo({ title: 'A' });
    const page = await aPage([todo, aTodo({ title: 'B' })], home);

    page.do(({ actions }) => actions.move(todo, { projectId: home.id, sectionId: null, parentId: null }));

    expect(page.titles()).toEqual(['B']);
    expect(todosInProject(page.replica.shown, home.id).map(({ title }) => title)).toEqual(['A']);
    expect(outlineOf(page.replica.shown).projects.map(({ openCount }) => openCount)).toEqual([1, 1]);
    await page.settled();
  });

  it('is back where it was when it is refused', async () => {
    const [a, b] = [aTodo({ title: 'A' }), aTodo({ title: 'B' })];
    const page = await aPage([a, b]);
    const release = page.latch.hold();
    page.latch.refuseNext(FakeLatch.refusals.broken);

    page.do(({ actions }) => actions.move(a, { parentId: b.id }));
    expect(page.titles()).toEqual(['B', 'A']);
    release();
    await page.settled();

    expect(page.titles()).toEqual(['A', 'B']);
    expect(page.shownAs(a.id)).toMatchObject({ parentId: null });
  });
});

describe('labels', () => {
  it('adds one and takes one away, of one or of many', async () => {
    const [red, blue] = [aLabel({ name: 'red' }), aLabel({ name: 'blue' })];
    const todos = [aTodo({ labelIds: [red.id] }), aTodo()];
    const page = await aPage(todos, red, blue);

    page.do(({ actions }) => actions.setLabels(todos, { add: [blue.id], remove: [red.id] }));
    expect(todos.map(({ id }) => page.shownAs(id)?.labelIds)).toEqual([[blue.id], [blue.id]]);
    await page.settled();

    expect(todos.map(({ id }) => stored(page, id)?.labelIds)).toEqual([[blue.id], [blue.id]]);
  });
});

describe('what was deleted elsewhere while it was edited', () => {
  it('is restored with what it went along with, and gets what was typed', async () => {
    const parent = aTodo({ title: 'Parent' });
    const child = aSubtask(parent, { title: 'Child' });
    const page = await aPage([parent, child]);
    page.latch.deleteElsewhere(parent.id);
    page.do(({ actions }) => actions.edit(child, { title: 'Typed' }));
    const restore = await screen.findByRole('button', { name: 'Restore' });
    await page.settled();
    act(() => restore.click());
    await waitFor(() => expect(stored(page, child.id)?.title).toBe('Typed'));
    expect(stored(page, parent.id)).toBeDefined();
  });
});

describe('deleting, and taking back', () => {
  it('goes at once with what is below it, and undo brings all of it back where it was', async () => {
    const [a, parent] = [aTodo({ title: 'A' }), aTodo({ title: 'B' })];
    const page = await aPage([a, parent, aSubtask(parent, { title: 'B1' }), aTodo({ title: 'C' })]);

    page.do(({ actions }) => actions.remove(parent));
    expect(page.titles()).toEqual(['A', 'C']);
    expect(page.counts()).toMatchObject({ open: 2, trash: 1 });
    await page.settled();
    expect(page.latch.todos.size).toBe(2);

    page.do(({ changes }) => changes.undo());
    expect(page.titles()).toEqual(['A', 'B', 'B1', 'C']);
    await page.settled();

    expect(page.latch.todos.size).toBe(4);
    expect(page.titles()).toEqual(['A', 'B', 'B1', 'C']);
    expect(page.counts()).toMatchObject({ open: 4, trash: 0 });
  });

  it('is undone and done again, one change after the other', async () => {
    const todo = aTodo({ title: 'One' });
    const page = await aPage([todo]);
    page.do(({ actions }) => actions.edit(todo, { title: 'Two' }));
    page.do(({ actions }) => actions.setPriority({ ...todo, title: 'Two' }, 1));
    await page.settled();

    page.do(({ changes }) => changes.undo());
    page.do(({ changes }) => changes.undo());
    expect(page.shownAs(todo.id)).toMatchObject({ title: 'One', priority: 4 });
    await page.settled();
    expect(stored(page, todo.id)).toMatchObject({ title: 'One', priority: 4 });

    page.do(({ changes }) => changes.redo());
    await page.settled();
    expect(stored(page, todo.id)).toMatchObject({ title: 'Two', priority: 4 });
    expect(page.shownAs(todo.id)).toMatchObject({ title: 'Two', priority: 4 });
  });

  it('is named when it is undone and done again', async () => {
    const [a, b] = [aTodo({ title: 'A' }), aTodo({ title: 'B' })];
    const page = await aPage([a, b]);
    const says = (words: string) => waitFor(() => expect(screen.getByText(saying(words))).toBeVisible());
    page.do(({ changes }) => changes.undo());
    expect(await screen.findByText('Nothing to undo')).toBeVisible();
    page.do(({ actions }) => actions.setCompleted(a, true));
    page.do(({ changes }) => changes.undo());
    await says('Undid: completed “A”');
    page.do(({ changes }) => changes.redo());
    await says('Redid: completed “A”');
    page.do(({ changes }) => changes.undo());
    await says('Undid: completed “A”');
    page.do(({ actions }) => actions.setCompleted([a, b], true));
    page.do(({ changes }) => changes.undo());
    expect(await screen.findByText('Undid: completed 2 todos')).toBeVisible();
    page.do(({ actions }) => actions.edit(a, { title: 'C' }));
    page.do(({ changes }) => changes.undo());
    await says('Undid: renamed “A”');
    page.do(({ actions }) => actions.move(b, { beforeId: a.id }, 'Moved above “A”.'));
    page.do(({ changes }) => changes.undo());
    await says('Undid: moved “B”');
    page.do(({ actions }) => actions.setDate(b, 'due', null));
    page.do(({ changes }) => changes.undo());
    await says('Undid: changed the due date of “B”');
    page.do(({ actions }) => actions.setPriority([a, b], 4));
    page.do(({ changes }) => changes.undo());
    expect(await screen.findByText('Undid: changed the priority of 2 todos')).toBeVisible();
    await page.settled();
  });

  it('is named, too, when another device did it', async () => {
    const todo = aTodo({ title: 'Before' });
    const page = await aPage([todo]);
    page.latch.changeElsewhere(todo.id, { title: 'After' });
    page.latch.changeElsewhere(todo.id, { due: '2030-01-05' });
    page.latch.changeElsewhere(todo.id, { completed: true });
    for (const said of ['completed “After”', 'changed the due date of “After”', 'renamed “After”']) {
      page.do(({ changes }) => changes.undo());
      expect(await screen.findByText(saying(`Undid: ${said}`))).toBeVisible();
    }
    page.do(({ changes }) => changes.redo());
    expect(await screen.findByText(saying('Redid: renamed “After”'))).toBeVisible();
    await page.settled();
  });

  it('is named when it is made again before it was known what another device had done', async () => {
    const todo = aTodo({ title: 'A' });
    const page = await aPage([todo]);
    page.latch.changeElsewhere(todo.id, { title: 'B' });
    await readChanges(page.client);
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    server.use(http.get('*/history', () => held.then(() => undefined)));
    page.do(({ changes }) => changes.undo());
    await waitFor(() => expect(page.titles()).toEqual(['A']));
    page.do(({ changes }) => changes.redo());
    release();
    expect(await screen.findByText(saying('Redid: renamed “B”'))).toBeVisible();
    await page.settled();
    expect(page.titles()).toEqual(['B']);
  });

  it('is followed by changes against the version that it left', async () => {
    const todo = aTodo();
    const page = await aPage([todo]);
    page.do(({ actions }) => actions.setPriority(todo, 1));
    page.do(({ changes }) => changes.undo());
    page.do(({ actions }) => actions.setPriority(todo, 2));
    await page.settled();
    expect(page.sent().at(-1)).toContain('"version":3');
    expect(page.shownAs(todo.id)).toMatchObject({ priority: 2, version: 4 });
  });

  it('of a todo with subtasks is, too, though no answer tells of those', async () => {
    const parent = aTodo();
    const child = aSubtask(parent);
    const page = await aPage([parent, child]);
    page.do(({ actions }) => actions.setCompleted(parent, true));
    page.do(({ actions }) => actions.setCompleted(child, false));
    await page.settled();
    expect(page.sent().at(-1)).toContain('"version":2');
  });

  it('undoes what has not been answered yet', async () => {
    const todo = aTodo({ title: 'A' });
    const page = await aPage([todo]);
    const release = page.latch.hold();
    page.do(({ actions }) => actions.setCompleted(todo, true));
    page.do(({ changes }) => changes.undo());
    expect(page.titles()).toEqual(['A']);
    release();
    await page.settled();

    expect(stored(page, todo.id)?.completedAt).toBeNull();
    expect(page.titles()).toEqual(['A']);
  });

  it('undoes what another device did when nothing was done here', async () => {
    const todo = aTodo({ title: 'Before' });
    const page = await aPage([todo]);
    page.latch.changeElsewhere(todo.id, { title: 'After' });

    page.do(({ changes }) => changes.undo());
    await waitFor(() => expect(stored(page, todo.id)?.title).toBe('Before'));
    await page.settled();
  });

  it('leaves alone what somebody changed since, and shows that', async () => {
    const todo = aTodo({ title: 'One' });
    const page = await aPage([todo]);
    page.do(({ actions }) => actions.edit(todo, { title: 'Two' }));
    await page.settled();
    page.latch.changeElsewhere(todo.id, { title: 'Three' });

    page.do(({ changes }) => changes.undo());
    await page.settled();

    expect(stored(page, todo.id)?.title).toBe('Three');
    expect(page.titles()).toEqual(['Three']);
  });

  it('is content when somebody else deleted it first', async () => {
    const todo = aTodo();
    const page = await aPage([todo]);
    page.latch.deleteElsewhere(todo.id);

    page.do(({ actions }) => actions.remove(todo));
    await page.settled();

    expect(page.titles()).toEqual([]);
  });

  it('comes back when deleting is refused', async () => {
    const todo = aTodo({ title: 'A' });
    const page = await aPage([todo, aTodo({ title: 'B' })]);
    page.latch.refuseNext(FakeLatch.refusals.broken);

    page.do(({ actions }) => actions.remove(todo));
    await page.settled();

    expect(page.titles()).toEqual(['A', 'B']);
    expect(page.counts()).toMatchObject({ open: 2, trash: 0 });
  });

  it('clears what is completed, and brings it back as one', async () => {
    const page = await aPage([aTodo(), aCompletedTodo(), aCompletedTodo()]);

    page.do(({ clearCompleted }) => clearCompleted());
    await page.settled();
    expect(page.latch.todos.size).toBe(1);

    page.do(({ changes }) => changes.undo());
    await page.settled();
    expect(page.latch.todos.size).toBe(3);
    expect(page.counts()).toMatchObject({ completed: 2 });
  });
});

describe('when nobody answers', () => {
  it('keeps what was typed on the screen, and sends it once when somebody answers again', async () => {
    const page = await aPage();
    page.latch.be('unreachable');

    page.do(({ actions }) => actions.add({ title: 'Typed in a tunnel' }));
    await waitFor(() => expect(page.sent()).toHaveLength(1));
    expect(page.titles()).toEqual(['Typed in a tunnel']);
    page.latch.be(null);
    globalThis.dispatchEvent(new Event('online'));
    await page.settled();

    expect(page.latch.todos.size).toBe(1);
    expect([...page.latch.todos.values()][0]).toMatchObject({ projectId: INBOX_ID });
    expect(page.titles()).toEqual(['Typed in a tunnel']);
  });

  it('keeps and resends what a session ended under, after the same person signed in again', async () => {
    const todo = aTodo({ title: 'Before' });
    const page = await aPage([todo]);
    page.latch.be(FakeLatch.refusals.signedOut);
    const ended = new Promise<void>((resolve) => onSessionEnded(resolve));

    page.do(({ actions }) => actions.edit(todo, { title: 'Typed while signed out' }));
    await ended;
    expect(page.titles()).toEqual(['Typed while signed out']);
    page.latch.be(null);
    reportSessionRestored(USER_ID);
    await page.settled();

    expect(stored(page, todo.id)?.title).toBe('Typed while signed out');
  });

  it.each(['before it is sent again', 'after that'])(
    'leaves what another device wrote behind a change whose answer was lost, read %s',
    async (read) => {
      const todo = aTodo({ title: 'Before' });
      const page = await aPage([todo]);
      page.latch.loseNext();

      page.do(({ actions }) => actions.edit(todo, { title: 'Mine' }));
      await waitFor(() => expect(page.sent()).toHaveLength(1));
      page.latch.changeElsewhere(todo.id, { title: 'Theirs' });
      if (read !== 'after that') await readChanges(page.client);
      globalThis.dispatchEvent(new Event('online'));
      await page.settled();

      expect(page.latch.names).toHaveLength(2);
      expect(new Set(page.latch.names).size).toBe(1);
      expect(stored(page, todo.id)?.title).toBe('Theirs');
      expect([page.titles(), page.now().conflicts]).toEqual([['Theirs'], {}]);
    },
  );

  it('deletes the others of many when one is gone, under the name of the first request', async () => {
    const todos = [aTodo(), aTodo(), aTodo()];
    const page = await aPage(todos);
    page.latch.deleteElsewhere(todos[0]!.id);

    page.do(({ actions }) => actions.remove(todos));
    await page.settled();

    expect(page.latch.todos.size).toBe(0);
    expect(page.latch.names).toHaveLength(2);
    expect(new Set(page.latch.names).size).toBe(1);
  });

  it('shows both values where a change that was sent in vain met one of another device', async () => {
    const todo = aTodo({ title: 'Before' });
    const page = await aPage([todo]);
    page.latch.be('unreachable');

    page.do(({ actions }) => actions.edit(todo, { title: 'Mine' }));
    await waitFor(() => expect(page.sent()).toHaveLength(1));
    page.latch.changeElsewhere(todo.id, { title: 'Theirs' });
    page.latch.be(null);
    await readChanges(page.client);
    globalThis.dispatchEvent(new Event('online'));
    await page.settled();

    expect(stored(page, todo.id)?.title).toBe('Theirs');
    await waitFor(() => expect(page.now().conflicts[todo.id]).toMatchObject({ mine: { title: 'Mine' } }));
  });

  it('names each saving of notes that are still open, so that the same text can come again', async () => {
    const todo = aTodo({ notes: '' });
    const page = await aPage([todo]);
    const changeId = crypto.randomUUID();
    let seen = todo;
    for (const notes of ['a', 'b', 'a']) {
      page.latch.loseNext();
      page.do(({ actions }) => void actions.saveNotes(seen, notes, changeId));
      await waitFor(() => expect(stored(page, todo.id)?.notes).toBe(notes));
      await waitFor(() => expect(page.latch.names.length % 2).toBe(1));
      globalThis.dispatchEvent(new Event('online'));
      await page.settled();
      seen = stored(page, todo.id)!;
    }
    const { names } = page.latch;
    expect([names.length, new Set(names).size]).toEqual([6, 3]);
    expect(new Set(names.map((name) => name.split(' ')[2]))).toEqual(new Set([changeId]));
  });

  it('lets no read in between take the change off the screen', async () => {
    const page = await aPage();
    page.latch.be('unreachable');
    page.do(({ actions }) => actions.add({ title: 'Typed in a tunnel' }));
    await waitFor(() => expect(page.sent()).toHaveLength(1));

    page.latch.be(null);
    await readChanges(page.client);
    expect(page.titles()).toEqual(['Typed in a tunnel']);
    globalThis.dispatchEvent(new Event('online'));
    await page.settled();
    expect(page.titles()).toEqual(['Typed in a tunnel']);
  });
});
