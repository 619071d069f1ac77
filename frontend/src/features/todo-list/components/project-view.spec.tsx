import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { useEffect } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { readReplica } from '../../../testing/read-replica';
import type { Label, Project, Section } from '../../../model/outline/outline';
import type { Todo } from '../../../model/todos/todo';
import { useChanges } from '../../../model/changes/use-changes';
import { createQueryClient } from '../../../shared/api/query-client';
import { onSessionEnded, reportSessionRestored } from '../../../shared/api/session-events';
import { useCommands } from '../../../shared/keys/use-commands';
import { announced } from '../../../shared/ui/announcements';
import { keepFocus } from '../../../shared/ui/focus-guard';
import { FakeLatch, USER_ID } from '../../../testing/fake-latch';
import { aLabel, aSection } from '../../../testing/outline-builder';
import { renderApp, saying } from '../../../testing/render';
import { serveLatch } from '../../../testing/server';
import { aSubtask, aTodo } from '../../../testing/todo-builder';
import { beginSelecting, type ListCallbacks } from '../../../model/todos/list-callbacks';
import { ProjectView } from './project-view';

/** As Safari sends it. */
const INPUT_METHOD_ENTER = { key: 'Enter', keyCode: 229, isComposing: false };

/** The Inbox as its page shows it, with the keys of the shell. */
function Page({ callbacks }: { callbacks: Partial<ListCallbacks> }) {
  const { undo, redo } = useChanges(USER_ID);
  useCommands({ undo: () => undo(), redo }, { fallback: true });
  useEffect(keepFocus, []);
  return (
    <>
      <h1>Inbox</h1>
      <ProjectView userId={USER_ID} projectId="inbox" onOpen={vi.fn()} onAction={vi.fn()} {...callbacks} />
    </>
  );
}

async function openPage(
  todos: Todo[],
  things: (Project | Section | Label)[] = [],
  callbacks: Partial<ListCallbacks> = {},
) {
  const latch = serveLatch(...todos).with(...things);
  const client = createQueryClient();
  await readReplica(client);
  const app = renderApp(<Page callbacks={callbacks} />, client);
  await waitFor(() => expect(screen.queryByText('Loading your todos')).not.toBeInTheDocument());
  return { latch, ...app };
}

const field = () => screen.getByRole('textbox', { name: /^Add a todo/ });
const rows = () => screen.queryAllByRole('listitem').filter((row) => row.dataset['todoId']);
const titles = () => rows().map((row) => within(row).getByRole('checkbox').getAttribute('aria-label'));
const rowOf = (title: string) =>
  rows().find((row) => within(row).queryByRole('checkbox', { name: title })) as HTMLElement;
const textOf = (title: string) => rowOf(title).querySelector<HTMLElement>('[data-todo-title]') as HTMLElement;
const latchOf = (name: string) => screen.getByRole('checkbox', { name });
const focusOn = (title: string) => act(() => textOf(title).focus());
const storedTitles = (latch: FakeLatch) => [...latch.todos.values()].map(({ title }) => title);

describe('adding', () => {
  it('adds with Enter and keeps the cursor for the next one', async () => {
    const { user, latch } = await openPage([]);

    await user.click(field());
    await user.keyboard('Water the ferns{Enter}Feed the cat{Enter}');

    await waitFor(() => expect(titles()).toEqual(['Water the ferns', 'Feed the cat']));
    expect(field()).toHaveFocus();
    expect(field()).toHaveValue('');
    await waitFor(() => expect(storedTitles(latch)).toEqual(['Water the ferns', 'Feed the cat']));
  });

  it('refuses an empty title beside the field', async () => {
    const { user, latch } = await openPage([]);

    await user.click(field());
    await user.keyboard('   {Enter}');

    await waitFor(() => expect(field()).toHaveAccessibleDescription('Give the todo a title.'));
    await user.keyboard('\u200b\u2060\u00ad{Enter}');
    expect(field()).toHaveAccessibleDescription('Give the todo a title.');
    expect(latch.log.filter((entry) => entry.startsWith('POST'))).toEqual([]);
  });

  it('discards with Escape', async () => {
    const { user } = await openPage([]);

    await user.click(field());
    await user.keyboard('Never mind{Escape}');

    expect(field()).toHaveValue('');
  });

  it('takes the Enter that ends a word of an input method for none of its own', async () => {
    const { user, latch } = await openPage([aTodo({ title: 'A' })]);
    await user.click(field());
    await user.keyboard('にほん');
    fireEvent.keyDown(field(), INPUT_METHOD_ENTER);
    expect(field()).toHaveValue('にほん');
    focusOn('A');
    await user.keyboard('{F2}');
    fireEvent.keyDown(screen.getByRole('textbox', { name: 'Title of A' }), INPUT_METHOD_ENTER);
    expect(screen.getByRole('textbox', { name: 'Title of A' })).toHaveFocus();
    expect(storedTitles(latch)).toEqual(['A']);
  });

  it('leaves an empty field with Escape for the heading, and so the list', async () => {
    const { user } = await openPage([aTodo({ title: 'A' })]);
    await user.click(field());
    await user.keyboard('{Escape}');
    expect(screen.getByRole('heading', { level: 1 })).toHaveFocus();
    await user.keyboard('j');
    await waitFor(() => expect(textOf('A')).toHaveFocus());
    await user.keyboard('{Escape}');
    expect(screen.getByRole('heading', { level: 1 })).toHaveFocus();
  });

  it('makes one title of lines that nothing asked about, such as dropped ones', async () => {
    const { user } = await openPage([]);

    await user.click(field());
    fireEvent.change(field(), { target: { value: 'Milk\n  Bread\r\nEggs' } });
    await user.keyboard('{Enter}');

    expect(titles()).toEqual(['Milk Bread Eggs']);
  });

  it('says what was refused, with the reason', async () => {
    const { user, latch } = await openPage([]);
    const fields = { title: ['No control characters.'] };
    const body = { error_code: 'VALIDATION_FAILED', message: 'Look again.', detail: null, fields } as const;
    latch.refuseNext({ status: 422, body });

    await user.click(field());
    await user.keyboard('Odd{Enter}');

    expect(await screen.findByText(saying('“Odd” was not added'))).toBeVisible();
    expect(screen.getByText('In Needs you: No control characters.')).toBeVisible();
  });

  it('tries again after a fault of the server when asked to', async () => {
    const { user, latch } = await openPage([]);
    latch.refuseNext(FakeLatch.refusals.broken);

    await user.click(field());
    await user.keyboard('Ferns{Enter}');
    await user.click(await screen.findByRole('button', { name: 'Try again' }));

    await waitFor(() => expect(storedTitles(latch)).toEqual(['Ferns']));
  });

  it('adds to a section from its heading', async () => {
    const kitchen = aSection({ name: 'Kitchen' });
    const { user, latch } = await openPage([aTodo({ title: 'Loose' })], [kitchen]);

    await user.click(await screen.findByRole('button', { name: 'Add a todo to Kitchen' }));
    expect(field()).toHaveFocus();
    await user.keyboard('Oven{Enter}');

    expect(titles()).toEqual(['Loose', 'Oven']);
    await waitFor(() => expect([...latch.todos.values()].at(-1)).toMatchObject({ sectionId: kitchen.id }));
  });
});

describe('completing', () => {
  it('lets the todo stay a moment, and then leave', async () => {
    const { user } = await openPage([aTodo({ title: 'Ferns' }), aTodo({ title: 'Cat' })]);

    await user.click(latchOf('Ferns'));

    expect(latchOf('Ferns')).toBeChecked();
    await waitFor(() => expect(titles()).toEqual(['Cat']));
  });

  it('is undone by the toast, and the focus goes back to the todo', async () => {
    const todo = aTodo({ title: 'Ferns' });
    const { user, latch } = await openPage([todo, aTodo({ title: 'Cat' })]);

    await user.click(latchOf('Ferns'));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));

    await waitFor(() => expect(latch.todos.get(todo.id)).toMatchObject({ completedAt: null, version: 3 }));
    expect(latchOf('Ferns')).not.toBeChecked();
    await waitFor(() => expect(textOf('Ferns')).toHaveFocus());
  });

  it('hands the focus on to the next todo when the one it was on leaves', async () => {
    const { user } = await openPage([aTodo({ title: 'A' }), aTodo({ title: 'B' }), aTodo({ title: 'C' })]);
    focusOn('B');

    await user.keyboard('e');

    await waitFor(() => expect(titles()).toEqual(['A', 'C']));
    await waitFor(() => expect(textOf('C')).toHaveFocus());
  });
});

describe('editing a title in its place', () => {
  it('saves with Enter and gives the focus back', async () => {
    const todo = aTodo({ title: 'Ferns' });
    const { user, latch } = await openPage([todo]);

    await user.click(screen.getByRole('button', { name: 'Edit title' }));
    await user.keyboard(' and cacti{Enter}');

    await waitFor(() => expect(textOf('Ferns and cacti')).toHaveFocus());
    await waitFor(() => expect(latch.todos.get(todo.id)?.title).toBe('Ferns and cacti'));
  });

  it('discards with Escape', async () => {
    const { user, latch } = await openPage([aTodo({ title: 'Ferns' })]);
    focusOn('Ferns');

    await user.keyboard('{F2} and cacti{Escape}');

    await waitFor(() => expect(textOf('Ferns')).toHaveFocus());
    expect(latch.log.filter((entry) => entry.startsWith('PATCH'))).toEqual([]);
  });

  it('saves when the focus leaves', async () => {
    const todo = aTodo({ title: 'Ferns' });
    const { user, latch } = await openPage([todo]);
    focusOn('Ferns');

    await user.keyboard('{F2}!');
    await user.click(field());

    await waitFor(() => expect(latch.todos.get(todo.id)?.title).toBe('Ferns!'));
  });

  it('refuses an emptied title on Enter, and keeps the old one when left', async () => {
    const { user, latch } = await openPage([aTodo({ title: 'Ferns' })]);
    focusOn('Ferns');
    await user.keyboard('{F2}');
    const title = screen.getByRole('textbox', { name: 'Title of Ferns' });

    await user.clear(title);
    await user.keyboard('{Enter}');
    expect(title).toHaveAccessibleDescription('Give the todo a title.');
    await user.click(field());

    expect(textOf('Ferns')).toBeVisible();
    expect(screen.getByText('A todo needs a title; the old one was kept.')).toBeInTheDocument();
    expect(latch.log.filter((entry) => entry.startsWith('PATCH'))).toEqual([]);
  });

  it('shows both versions side by side when somebody else was first, and one key keeps mine', async () => {
    const todo = aTodo({ title: 'Ferns' });
    const { user, latch } = await openPage([todo]);
    focusOn('Ferns');
    await user.keyboard('{F2}');
    latch.changeElsewhere(todo.id, { title: 'Theirs' });
    await user.keyboard(' and mine{Enter}');

    const choice = await screen.findByRole('group', { name: /Also changed on another device/ });
    expect(choice).toHaveTextContent('Ferns and mine');
    expect(choice).toHaveTextContent('Theirs');
    await waitFor(() => expect(choice).toHaveFocus());
    await user.keyboard('1');

    await waitFor(() => expect(latch.todos.get(todo.id)?.title).toBe('Ferns and mine'));
    expect(screen.queryByRole('group')).not.toBeInTheDocument();
  });

  it('takes theirs when asked to, and asks no more', async () => {
    const todo = aTodo({ title: 'Ferns' });
    const { user, latch } = await openPage([todo]);
    focusOn('Ferns');
    await user.keyboard('{F2}');
    latch.changeElsewhere(todo.id, { title: 'Theirs' });
    await user.keyboard(' and mine{Enter}');

    await user.click(await screen.findByRole('button', { name: /^Take theirs/ }));

    expect(textOf('Theirs')).toBeVisible();
    expect(screen.queryByText('Ferns and mine')).not.toBeInTheDocument();
    expect(latch.todos.get(todo.id)?.title).toBe('Theirs');
  });

  it('brings a todo back that was deleted elsewhere meanwhile, with what was typed', async () => {
    const todo = aTodo({ title: 'Ferns' });
    const { user, latch } = await openPage([todo]);
    focusOn('Ferns');
    await user.keyboard('{F2}');
    latch.deleteElsewhere(todo.id);
    await user.keyboard(' and cacti{Enter}');

    await user.click(await screen.findByRole('button', { name: 'Restore' }));

    await waitFor(() => expect(latch.todos.get(todo.id)?.title).toBe('Ferns and cacti'));
    await waitFor(() => expect(titles()).toEqual(['Ferns and cacti']));
  });

  it('keeps what was typed while signed out, and sends it after signing in', async () => {
    const todo = aTodo({ title: 'Ferns' });
    const { user, latch } = await openPage([todo]);
    latch.be(FakeLatch.refusals.signedOut);
    const ended = new Promise<void>((resolve) => onSessionEnded(resolve));
    focusOn('Ferns');

    await user.keyboard('{F2} and cacti{Enter}');
    await ended;
    expect(textOf('Ferns and cacti')).toBeVisible();
    latch.be(null);
    act(() => reportSessionRestored(USER_ID));

    await waitFor(() => expect(latch.todos.get(todo.id)?.title).toBe('Ferns and cacti'));
  });
});

describe('keys', () => {
  it('walks the list with j and k and opens with Enter', async () => {
    const onOpen = vi.fn();
    const [a, b] = [aTodo({ title: 'A' }), aTodo({ title: 'B' })];
    const { user } = await openPage([a, b], [], { onOpen });

    await user.keyboard('j');
    await waitFor(() => expect(textOf('A')).toHaveFocus());
    await user.keyboard('j');
    await waitFor(() => expect(textOf('B')).toHaveFocus());
    await user.keyboard('{ArrowUp}');
    await waitFor(() => expect(textOf('A')).toHaveFocus());
    await user.keyboard('{Enter}');

    expect(onOpen).toHaveBeenCalledExactlyOnceWith(a.id);
  });

  it('goes to the field with q, and writes a q there', async () => {
    const { user } = await openPage([aTodo()]);

    await user.keyboard('q');
    expect(field()).toHaveFocus();
    await user.keyboard('q');

    expect(field()).toHaveValue('q');
  });

  it('makes one todo of the list a stop for Tab', async () => {
    const { user } = await openPage([aTodo({ title: 'A' }), aTodo({ title: 'B' })]);
    await user.keyboard('jj');
    await waitFor(() => expect(textOf('B')).toHaveFocus());

    expect(latchOf('B')).toHaveAttribute('tabindex', '0');
    expect(latchOf('A')).toHaveAttribute('tabindex', '-1');
  });

  it('deletes, moves the focus to the neighbour, undoes with z and does it again with Shift+z', async () => {
    const [a, b] = [aTodo({ title: 'A' }), aTodo({ title: 'B' })];
    const { user, latch } = await openPage([a, b]);
    focusOn('B');

    await user.keyboard('{Delete}');
    await waitFor(() => expect(titles()).toEqual(['A']));
    await waitFor(() => expect(textOf('A')).toHaveFocus());
    await waitFor(() => expect(latch.todos.has(b.id)).toBe(false));
    await user.keyboard('z');
    await waitFor(() => expect(latch.todos.has(b.id)).toBe(true));
    expect(titles()).toEqual(['A', 'B']);
    await waitFor(() => expect(textOf('B')).toHaveFocus());
    await user.keyboard('{Shift>}z{/Shift}');

    await waitFor(() => expect(latch.todos.has(b.id)).toBe(false));
  });

  it('sets a priority, and asks for a picker', async () => {
    const onAction = vi.fn();
    const todo = aTodo({ title: 'A' });
    const { user, latch } = await openPage([todo], [], { onAction });
    focusOn('A');

    await user.keyboard('1d');

    await waitFor(() => expect(latch.todos.get(todo.id)?.priority).toBe(1));
    expect(rowOf('A')).toHaveTextContent('P1');
    const [kind, todos, anchor] = onAction.mock.calls[0] as Parameters<ListCallbacks['onAction']>;
    expect([kind, todos.map(({ id }) => id), anchor]).toEqual(['due', [todo.id], textOf('A')]);
  });
});

describe('the last todo of a list', () => {
  it.each([
    ['completed', 'e'],
    ['deleted', '{Delete}'],
  ])('is said to be gone when it is %s, and the field is not where the next key goes', async (_how, key) => {
    const { user } = await openPage([aTodo({ title: 'A' })]);
    focusOn('A');
    await user.keyboard(key);
    await waitFor(() => expect(announced.get().text).toBe('No todos left here.'));
    expect(field()).not.toHaveFocus();
    expect(titles()).toEqual([]);
  });
});

describe('selecting', () => {
  it('takes single ones and ranges, and the same keys act on all in one request', async () => {
    const todos = [aTodo({ title: 'A' }), aTodo({ title: 'B' }), aTodo({ title: 'C' }), aTodo({ title: 'D' })];
    const { user, latch } = await openPage(todos);
    focusOn('A');

    await user.keyboard('xj');
    await waitFor(() => expect(textOf('B')).toHaveFocus());
    await user.keyboard('j');
    await waitFor(() => expect(textOf('C')).toHaveFocus());
    await user.keyboard('{Shift>}x{/Shift}');
    expect(rows().map((row) => row.dataset['selected'] === 'true')).toEqual([true, true, true, false]);
    latch.log.length = 0;
    await user.keyboard('2');

    await waitFor(() => expect([...latch.todos.values()].map(({ priority }) => priority)).toEqual([2, 2, 2, 4]));
    expect(latch.log.filter((entry) => !entry.startsWith('GET'))).toHaveLength(1);
    await user.keyboard('{Escape}');
    expect(rows().some((row) => row.dataset['selected'])).toBe(false);
  });

  it('takes them with Ctrl and Shift and the pointer, and shows what can be done', async () => {
    const onOpen = vi.fn();
    const bulkBar: ListCallbacks['bulkBar'] = ({ todos }) => <p>{todos.map(({ title }) => title).join(' and ')}</p>;
    const { user } = await openPage([aTodo({ title: 'A' }), aTodo({ title: 'B' }), aTodo({ title: 'C' })], [], {
      onOpen,
      bulkBar,
    });

    await user.keyboard('{Control>}');
    await user.click(textOf('A'));
    await user.keyboard('{/Control}{Shift>}');
    await user.click(textOf('C'));
    await user.keyboard('{/Shift}');
    expect(screen.getByText('A and B and C')).toBeVisible();
    await user.click(textOf('B'));

    expect(screen.getByText('A and C')).toBeVisible();
    expect(onOpen).not.toHaveBeenCalled();
  });

  it('begins from a menu, for fingers', async () => {
    const [a, b] = [aTodo({ title: 'A' }), aTodo({ title: 'B' })];
    const { user } = await openPage([a, b]);

    act(() => beginSelecting(a.id));
    await user.click(textOf('B'));

    expect(rows().every((row) => row.dataset['selected'] === 'true')).toBe(true);
  });
});

describe('order', () => {
  it('moves up and down, in and out, and says where to', async () => {
    const [a, b, c] = [aTodo({ title: 'A' }), aTodo({ title: 'B' }), aTodo({ title: 'C' })];
    const { user, latch } = await openPage([a, b, c]);
    focusOn('C');

    await user.keyboard('{Alt>}{ArrowUp}{/Alt}');
    await waitFor(() => expect(titles()).toEqual(['A', 'C', 'B']));
    expect(screen.getByText(saying('Moved above “B”.'))).toBeInTheDocument();
    await user.keyboard('{Alt>}{ArrowRight}{/Alt}');
    expect(rowOf('C')).toHaveAttribute('aria-level', '2');
    expect(screen.getByText(saying('Now a subtask of “A”.'))).toBeInTheDocument();
    await user.keyboard('{Alt>}{ArrowLeft}{/Alt}');
    expect(rowOf('C')).toHaveAttribute('aria-level', '1');
    await user.keyboard('{Alt>}{ArrowDown}{ArrowDown}{/Alt}');

    expect(titles()).toEqual(['A', 'B', 'C']);
    expect(screen.getByText('Already at the bottom.')).toBeInTheDocument();
    expect(textOf('C')).toHaveFocus();
    await waitFor(() => expect(latch.log.filter((entry) => entry.includes('/move'))).toHaveLength(4));
    expect(latch.todos.get(c.id)).toMatchObject({ parentId: null });
    expect((latch.todos.get(c.id)?.position ?? '') > (latch.todos.get(b.id)?.position ?? '')).toBe(true);
  });

  it('goes on into the next section', async () => {
    const kitchen = aSection({ name: 'Kitchen' });
    const todo = aTodo({ title: 'A' });
    const { user, latch } = await openPage([todo, aTodo({ title: 'Oven', sectionId: kitchen.id })], [kitchen]);
    focusOn('A');

    await user.keyboard('{Alt>}{ArrowDown}{/Alt}');

    expect(screen.getByText(saying('Moved to the section “Kitchen”.'))).toBeInTheDocument();
    await waitFor(() => expect(latch.todos.get(todo.id)).toMatchObject({ sectionId: kitchen.id }));
    expect(titles()).toEqual(['A', 'Oven']);
  });
});

describe('sections and subtasks', () => {
  it('folds up a section and a todo, and out again', async () => {
    const kitchen = aSection({ name: 'Kitchen' });
    const oven = aTodo({ title: 'Oven', sectionId: kitchen.id });
    const { user } = await openPage([oven, aSubtask(oven, { title: 'Clean it' })], [kitchen]);
    expect(rowOf('Clean it')).toHaveAttribute('aria-level', '2');

    await user.click(screen.getByRole('button', { name: 'Subtasks of Oven' }));
    expect(titles()).toEqual(['Oven']);
    expect(rowOf('Oven')).toHaveTextContent('1 subtask');
    await user.click(screen.getByRole('button', { name: 'Todos of Kitchen' }));
    expect(titles()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Todos of Kitchen' }));
    await user.click(screen.getByRole('button', { name: 'Subtasks of Oven' }));

    expect(titles()).toEqual(['Oven', 'Clean it']);
  });

  it('adds and renames a section', async () => {
    const { user, latch } = await openPage([aTodo()]);

    await user.click(screen.getByRole('button', { name: 'Add a section' }));
    await user.type(await screen.findByRole('textbox', { name: 'Name of the new section' }), 'Kitchen{Enter}');
    await waitFor(() => expect(screen.getByRole('button', { name: 'Add a section' })).toHaveFocus());
    await user.click(screen.getByRole('button', { name: 'Kitchen' }));
    await screen.findByRole('textbox', { name: 'Name of the section' });
    await user.keyboard('Garden{Enter}');

    expect(screen.getByRole('heading', { name: 'Garden' })).toBeVisible();
    await waitFor(() => expect(screen.getByRole('button', { name: 'Garden' })).toHaveFocus());
    await waitFor(() => expect([...latch.store.sections.values()].map(({ name }) => name)).toEqual(['Garden']));
  });

  it('says what is known of a todo', async () => {
    const label = aLabel({ name: 'waiting' });
    const todo = aTodo({ title: 'A', due: '2020-02-28', priority: 2, labelIds: [label.id], notes: 'By **train**' });
    await openPage([todo], [label]);

    expect(rowOf('A')).toHaveTextContent('P2');
    expect(rowOf('A')).toHaveTextContent('Overdue: 28 Feb 2020');
    expect(rowOf('A')).toHaveTextContent('waiting');
    await waitFor(() => expect(rowOf('A')).toHaveTextContent('By train'));
  });
});

describe('long lists', () => {
  it('draws only what is near the window, and tells how many there are', async () => {
    await openPage(Array.from({ length: 250 }, () => aTodo()));

    expect(rows()[0]).toHaveAttribute('aria-setsize', '250');
    expect(rows()[0]).toHaveAttribute('aria-posinset', '1');
    expect(rows().length).toBeLessThan(60);
  });

  it('counts all that is open in a section that is folded up', async () => {
    const kitchen = aSection({ name: 'Kitchen' });
    const { user } = await openPage(
      Array.from({ length: 120 }, () => aTodo({ sectionId: kitchen.id })),
      [kitchen],
    );

    await user.click(screen.getByRole('button', { name: 'Todos of Kitchen' }));

    expect(screen.getByRole('heading', { name: 'Kitchen 120' })).toBeVisible();
  });

  it('says what to do where there is nothing', async () => {
    await openPage([]);

    expect(await screen.findByText('Your Inbox is empty')).toBeVisible();
  });
});
