import { act } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { todosInProject } from '../../replica/views';
import { createQueryClient } from '../../shared/api/query-client';
import { FakeLatch, USER_ID } from '../../testing/fake-latch';
import { aProject } from '../../testing/outline-builder';
import { readReplica, untilSent } from '../../testing/read-replica';
import { renderAppHook } from '../../testing/render';
import { serveLatch } from '../../testing/server';
import { aTodo, INBOX_ID } from '../../testing/todo-builder';
import { useChanges } from '../changes/use-changes';
import type { Draft } from './create-many';
import type { NewTodo, Todo } from './todo';
import { useAdding } from './use-adding';
import { useTodoActions } from './use-todo-actions';

const work = aProject({ name: 'Work' });

async function aPage(...todos: Todo[]) {
  const latch = serveLatch(...todos).with(work);
  const client = createQueryClient();
  const replica = await readReplica(client);
  const { result } = renderAppHook(() => {
    const actions = useTodoActions(USER_ID);
    return { actions, add: useAdding(USER_ID, actions), changes: useChanges(USER_ID) };
  }, client);
  const of = (todosThere: readonly Todo[]) => todosThere.map((todo) => `${depth(todo, todosThere)}${todo.title}`);
  return {
    latch,
    do: (now: (page: typeof result.current) => void) => act(() => now(result.current)),
    shown: (projectId = INBOX_ID) => of(todosInProject(replica.shown, projectId)),
    stored: (projectId = INBOX_ID) => of(latch.lists.of(projectId)),
    all: () => [...latch.todos.values()],
    settled: () => untilSent(client),
  };
}

function depth(todo: Todo, all: readonly Todo[]): string {
  const parent = all.find(({ id }) => id === todo.parentId);
  return parent ? `${depth(parent, all)}- ` : '';
}

const draft = (title: string, level = 0, more: Partial<NewTodo> = {}, isDone = false): Draft => ({
  wanted: { title, ...more },
  depth: level,
  isDone,
});

describe('Several todos added at once', () => {
  it('stand in their order, with subtasks below them, before and after the server answers', async () => {
    const page = await aPage(aTodo({ title: 'Older' }));
    const release = page.latch.hold();
    const drafts = [draft('Shop'), draft('Milk', 1), draft('Whole', 2), draft('Eggs', 1), draft('Call Ann')];
    page.do(({ add }) => add(drafts[0]!.wanted, drafts));
    const list = ['Shop', '- Milk', '- - Whole', '- Eggs', 'Call Ann', 'Older'];
    expect(page.shown()).toEqual(list);
    release();
    await page.settled();
    expect([page.shown(), page.stored()]).toEqual([list, list]);
  });

  it('follow what was typed before them, and the next one follows them', async () => {
    const page = await aPage(aTodo({ title: 'Older' }));
    const drafts = [draft('B'), draft('C')];
    page.do(({ add }) => add({ title: 'A' }));
    page.do(({ add }) => add(drafts[0]!.wanted, drafts));
    page.do(({ add }) => add({ title: 'D' }));
    await page.settled();
    expect([page.shown(), page.stored()]).toEqual([
      ['A', 'B', 'C', 'D', 'Older'],
      ['A', 'B', 'C', 'D', 'Older'],
    ]);
  });

  it('go each to the project it names, with its subtasks', async () => {
    const page = await aPage();
    const drafts = [draft('A'), draft('B', 0, { projectId: work.id }), draft('C', 1), draft('D')];
    page.do(({ add }) => add(drafts[0]!.wanted, drafts));
    await page.settled();
    expect([page.stored(), page.stored(work.id)]).toEqual([
      ['A', 'D'],
      ['B', '- C'],
    ]);
    expect([page.shown(), page.shown(work.id)]).toEqual([page.stored(), page.stored(work.id)]);
  });

  it('are completed where they are done', async () => {
    const page = await aPage();
    const drafts = [draft('A', 0, {}, true), draft('B', 1, {}, true), draft('C')];
    page.do(({ add }) => add(drafts[0]!.wanted, drafts));
    await page.settled();
    expect(page.all().map(({ title, completedAt }) => [title, completedAt !== null])).toEqual([
      ['A', true],
      ['B', true],
      ['C', false],
    ]);
  });

  it('keep their order behind what was typed where the first one is done', async () => {
    const page = await aPage(aTodo({ title: 'Older' }));
    const drafts = [draft('B', 0, {}, true), draft('C'), draft('D')];
    page.do(({ add }) => add({ title: 'A' }));
    page.do(({ add }) => add(drafts[0]!.wanted, drafts));
    await page.settled();
    const list = ['A', 'B', 'C', 'D', 'Older'];
    expect([page.shown(), page.stored()]).toEqual([list, list.filter((title) => title !== 'B')]);
  });

  it('are one change, which one undo takes back', async () => {
    const page = await aPage(aTodo({ title: 'Older' }));
    const drafts = [draft('A'), draft('B', 1), draft('C', 0, {}, true)];
    page.do(({ add }) => add(drafts[0]!.wanted, drafts));
    await page.settled();
    expect(page.latch.names.map((name) => name.split(' ').slice(0, 2))).toEqual([['POST', '/todos/bulk-create']]);
    page.do(({ changes }) => changes.undo());
    await page.settled();
    expect([page.shown(), page.stored(), page.all()]).toEqual([['Older'], ['Older'], [expect.anything()]]);
    page.do(({ changes }) => changes.redo());
    await page.settled();
    expect(page.stored()).toEqual(['A', '- B', 'Older']);
  });

  it('are sent once more, and made once, where the answer was lost', async () => {
    const page = await aPage();
    page.latch.loseNext();
    const drafts = [draft('A'), draft('B')];
    page.do(({ add }) => add(drafts[0]!.wanted, drafts));
    await page.settled();
    expect([page.shown(), page.stored()]).toEqual([
      ['A', 'B'],
      ['A', 'B'],
    ]);
  });

  it('come first where what they were to follow is gone', async () => {
    const older = aTodo({ title: 'Older' });
    const page = await aPage(older);
    page.do(({ add }) => add({ title: 'A' }));
    await page.settled();
    const a = page.all().find(({ title }) => title === 'A');
    page.latch.deleteElsewhere(a!.id);
    const drafts = [draft('B'), draft('C')];
    page.do(({ add }) => add(drafts[0]!.wanted, drafts));
    await page.settled();
    expect(page.stored()).toEqual(['B', 'C', 'Older']);
  });

  it('come first where what they were to follow was completed elsewhere', async () => {
    const older = aTodo({ title: 'Older' });
    const page = await aPage(older);
    page.latch.refuseNext({
      status: 422,
      body: {
        error_code: 'VALIDATION_FAILED',
        message: 'Refused.',
        detail: null,
        fields: { afterId: ['This todo is not open in this list.'] },
      },
    });
    const drafts = [draft('B', 0, { afterId: older.id }), draft('C')];
    page.do(({ actions }) => actions.add(drafts[0]!.wanted, drafts));
    await page.settled();
    expect(page.stored()).toEqual(['B', 'C', 'Older']);
    const [first, second] = page.latch.log.map((line) => line.includes('afterId'));
    expect([first, second]).toEqual([true, false]);
  });

  it('are none of them there when one is refused', async () => {
    const page = await aPage(aTodo({ title: 'Older' }));
    page.latch.refuseNext(FakeLatch.refusals.taken);
    const drafts = [draft('A'), draft('B')];
    page.do(({ add }) => add(drafts[0]!.wanted, drafts));
    await page.settled();
    expect([page.shown(), page.stored()]).toEqual([['Older'], ['Older']]);
  });
});
