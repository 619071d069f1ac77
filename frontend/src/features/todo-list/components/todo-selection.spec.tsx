import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { type ListCallbacks, formatSelected } from '../../../model/todos/list-callbacks';
import { readChanges, readReplica } from '../../../testing/read-replica';
import type { Section } from '../../../model/outline/outline';
import { selectedTodos } from '../../../model/todos/selected-todos';
import type { Todo } from '../../../model/todos/todo';
import { createQueryClient } from '../../../shared/api/query-client';
import { announced } from '../../../shared/ui/announcements';
import { USER_ID } from '../../../testing/fake-latch';
import { aSection } from '../../../testing/outline-builder';
import { renderApp } from '../../../testing/render';
import { serveLatch } from '../../../testing/server';
import { aPosition, aSubtask, aTodo } from '../../../testing/todo-builder';
import { ProjectView } from './project-view';

async function openInbox(todos: Todo[], ...sections: Section[]) {
  const latch = serveLatch(...todos).with(...sections);
  const client = createQueryClient();
  await readReplica(client);
  const bulkBar: ListCallbacks['bulkBar'] = ({ todos: { length }, hidden }) => (
    <p data-testid="bar">{formatSelected(length, hidden)}</p>
  );
  const callbacks = { onOpen: vi.fn(), onAction: vi.fn(), bulkBar };
  const app = renderApp(<ProjectView userId={USER_ID} projectId="inbox" {...callbacks} />, client);
  await screen.findByRole('checkbox', { name: todos[0]?.title });
  const refresh = () => readChanges(client);
  return { latch, refresh, ...app };
}

const row = (title: string) => screen.getByRole('checkbox', { name: title }).closest('li') as HTMLElement;
const focusOn = (title: string) => act(() => row(title).querySelector<HTMLElement>('[data-todo-title]')?.focus());
const focused = () =>
  within(document.activeElement?.closest('li') as HTMLElement)
    .getByRole('checkbox')
    .getAttribute('aria-label');
const selected = () => selectedTodos().map(({ title }) => title);
const bar = () => screen.queryByTestId('bar')?.textContent;
const letters = (text: string) => Array.from(text, (title, n) => aTodo({ title, position: `a${n}` }));

describe('selecting with the keyboard', () => {
  it('extends with Shift and an arrow from where it began, and back again', async () => {
    const { user } = await openInbox(letters('ABCDE'));
    focusOn('B');
    await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
    expect(selected()).toEqual(['B', 'C', 'D']);
    expect(focused()).toBe('D');
    expect(announced.get().text).toBe('3 selected.');
    await user.keyboard('{Shift>}{ArrowUp}{ArrowUp}{ArrowUp}{/Shift}');
    expect(selected()).toEqual(['A', 'B']);
    await user.keyboard('{Shift>}{ArrowUp}{/Shift}');
    expect(focused()).toBe('A');
  });

  it('keeps what was selected by itself while another range grows and shrinks', async () => {
    const { user } = await openInbox(letters('ABCDE'));
    focusOn('A');
    await user.keyboard('x{ArrowDown}{ArrowDown}x{Shift>}{ArrowDown}{ArrowDown}{ArrowUp}{/Shift}');
    expect(selected()).toEqual(['A', 'C', 'D']);
  });

  it('goes to the ends with Home and End, and selects up to them with Shift', async () => {
    const { user } = await openInbox(letters('ABCDE'));
    focusOn('C');
    await user.keyboard('{End}');
    expect(focused()).toBe('E');
    await user.keyboard('{Home}');
    expect(focused()).toBe('A');
    focusOn('C');
    await user.keyboard('{Shift>}{End}{/Shift}');
    expect(selected()).toEqual(['C', 'D', 'E']);
    expect(focused()).toBe('E');
    await user.keyboard('{Shift>}{Home}{/Shift}');
    expect(selected()).toEqual(['A', 'B', 'C']);
    expect(focused()).toBe('A');
  });
});

describe('the whole list', () => {
  const MANY = 180;
  const many = () => Array.from({ length: MANY }, (_, n) => aTodo({ title: `Todo ${n}`, position: aPosition(n) }));

  it.each(['Control', 'Meta'])('is selected with %s+A', async (key) => {
    const { user } = await openInbox(many());
    await user.keyboard(`{${key}>}a{/${key}}`);
    await waitFor(() => expect(bar()).toBe(`${MANY} selected`));
    await waitFor(() => expect(announced.get().text).toBe(`${MANY} selected.`));
    expect(selectedTodos().at(-1)?.title).toBe(`Todo ${MANY - 1}`);
  });

  it('leaves Ctrl+A to a text field', async () => {
    const { user } = await openInbox(letters('AB'));
    await user.click(screen.getByRole('textbox', { name: 'Add a todo' }));
    await user.keyboard('{Control>}a{/Control}');
    expect(bar()).toBeUndefined();
  });

  it('is gone through to its very end with End', async () => {
    const { user } = await openInbox(many());
    focusOn('Todo 1');
    await user.keyboard('{Shift>}{End}{/Shift}');
    await waitFor(() => expect(focused()).toBe(`Todo ${MANY - 1}`));
    expect(bar()).toBe(`${MANY - 1} selected`);
  });
});

describe('what is selected', () => {
  it('stays so in a section or below a todo that is folded up, and the bar says how many are not shown', async () => {
    const week = aSection({ name: 'This week' });
    const parent = aTodo({ title: 'Parent', position: 'a0' });
    const todos = [parent, aSubtask(parent, { title: 'Part' }), aTodo({ title: 'Later', sectionId: week.id })];
    const { user } = await openInbox(todos, week);
    await user.keyboard('{Control>}a{/Control}');
    expect(bar()).toBe('3 selected');
    await user.click(screen.getByRole('button', { name: 'Todos of This week' }));
    expect(bar()).toBe('3 selected, 1 not shown');
    await user.click(screen.getByRole('button', { name: 'Subtasks of Parent' }));
    expect(bar()).toBe('3 selected, 2 not shown');
    expect(selected()).toEqual(['Parent', 'Part', 'Later']);
    await user.click(screen.getByRole('button', { name: 'Todos of This week' }));
    expect(bar()).toBe('3 selected, 1 not shown');
  });

  it('is not what was completed, deleted or moved away elsewhere, also once that comes back', async () => {
    const [a, b, c, d] = letters('ABCD') as [Todo, Todo, Todo, Todo];
    const { user, latch, refresh } = await openInbox([a, b, c, d]);
    await user.keyboard('{Control>}a{/Control}');
    latch.changeElsewhere(a.id, { completed: true });
    latch.deleteElsewhere(b.id);
    latch.todos.set(c.id, { ...c, projectId: crypto.randomUUID() });
    await refresh();
    await waitFor(() => expect(selected()).toEqual(['D']));
    expect(bar()).toBe('1 selected');
    latch.changeElsewhere(a.id, { completed: false });
    latch.todos.set(c.id, c);
    await refresh();
    await screen.findByRole('checkbox', { name: 'A' });
    await screen.findByRole('checkbox', { name: 'C' });
    expect(selected()).toEqual(['D']);
  });

  it('stays so when another one is completed', async () => {
    const { user } = await openInbox(letters('ABC'));
    focusOn('A');
    await user.keyboard('x');
    await user.click(screen.getByRole('checkbox', { name: 'C' }));
    expect(selected()).toEqual(['A']);
    await user.click(screen.getByRole('checkbox', { name: 'A' }));
    expect(selected()).toEqual([]);
  });
});
