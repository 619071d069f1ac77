import { act, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { onSessionEnded, reportSessionRestored } from '../../../shared/api/session-events';
import { FakeLatch, USER_ID } from '../../../testing/fake-latch';
import { renderApp } from '../../../testing/render';
import { serveLatch } from '../../../testing/server';
import { aCompletedTodo, aTodo } from '../../../testing/todo-builder';
import type { Todo } from '../todo';
import { defaultTodoFilters, type TodoFilters } from '../todo-filters';
import { TodosPage } from './todos-page';

function Page({ start }: { start: Partial<TodoFilters> }) {
  const [search, setSearch] = useState({ ...defaultTodoFilters, ...start });
  return (
    <TodosPage userId={USER_ID} search={search} onSearchChange={(change) => setSearch({ ...search, ...change })} />
  );
}

async function openPage(todos: Todo[], start: Partial<TodoFilters> = {}) {
  const latch = serveLatch(...todos);
  const app = renderApp(<Page start={start} />);
  await waitFor(() => expect(screen.queryByText('Loading your todos')).not.toBeInTheDocument());
  return { latch, ...app };
}

const field = () => screen.getByRole('textbox', { name: 'Add a todo' });
const titles = () =>
  screen.queryAllByRole('listitem').map((row) => within(row).getByRole('checkbox').getAttribute('aria-label'));
const textOf = (title: string) => screen.getByText(title, { selector: '[data-todo-title] > *' }).closest('button')!;
const latchOf = (name: string) => screen.getByRole('checkbox', { name });
const titleField = () => screen.getByRole('textbox', { name: 'Title' });

describe('adding', () => {
  it('adds with Enter and keeps the cursor for the next one', async () => {
    const { user, latch } = await openPage([]);

    await user.click(field());
    await user.keyboard('Water the ferns{Enter}Feed the cat{Enter}');

    expect(titles()).toEqual(['Feed the cat', 'Water the ferns']);
    expect(field()).toHaveFocus();
    expect(field()).toHaveValue('');
    await waitFor(() =>
      expect([...latch.todos.values()].map((todo) => todo.title)).toEqual(['Water the ferns', 'Feed the cat']),
    );
  });

  it('refuses an empty title beside the field', async () => {
    const { user, latch } = await openPage([]);

    await user.click(field());
    await user.keyboard('   {Enter}');

    expect(field()).toHaveAccessibleDescription('Give the todo a title.');
    expect(field()).toBeInvalid();
    expect(latch.log.filter((entry) => entry.startsWith('POST'))).toEqual([]);
  });

  it('keeps a title that is too long in the field', async () => {
    const { user } = await openPage([]);

    await user.click(field());
    await user.paste('x'.repeat(501));
    await user.keyboard('{Enter}');

    expect(field()).toHaveValue('x'.repeat(501));
    expect(field()).toHaveAccessibleDescription('A title has at most 500 characters; this one has 501.');
  });

  it('makes one title of pasted lines', async () => {
    const { user } = await openPage([]);

    await user.click(field());
    await user.paste('Milk\n  Bread\r\nEggs');
    await user.keyboard('{Enter}');

    expect(titles()).toEqual(['Milk Bread Eggs']);
  });

  it('discards with Escape', async () => {
    const { user } = await openPage([]);

    await user.click(field());
    await user.keyboard('Never mind{Escape}');

    expect(field()).toHaveValue('');
  });

  it('gives refused text back, with the reason', async () => {
    const { user, latch } = await openPage([]);
    latch.refuseNext({
      status: 422,
      body: {
        error_code: 'VALIDATION_FAILED',
        message: 'Look again.',
        detail: null,
        fields: { title: ['No control characters.'] },
      },
    });

    await user.click(field());
    await user.keyboard('Odd{Enter}');

    expect(await screen.findByText('“Odd” was not added')).toBeVisible();
    expect(screen.getByText('No control characters.')).toBeVisible();
    expect(titles()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Edit' }));
    expect(field()).toHaveValue('Odd');
    expect(field()).toHaveFocus();
  });

  it('tries again after a fault of the server when asked to', async () => {
    const { user, latch } = await openPage([]);
    latch.refuseNext(FakeLatch.refusals.broken);

    await user.click(field());
    await user.keyboard('Ferns{Enter}');
    await user.click(await screen.findByRole('button', { name: 'Try again' }));

    await waitFor(() => expect([...latch.todos.values()].map((todo) => todo.title)).toEqual(['Ferns']));
    expect(titles()).toEqual(['Ferns']);
  });
});

describe('completing', () => {
  it('lets the todo stay a moment, and then leave the open ones', async () => {
    const { user } = await openPage([aTodo({ title: 'Ferns' }), aTodo({ title: 'Cat' })]);

    await user.click(latchOf('Ferns'));

    expect(latchOf('Ferns')).toBeChecked();
    expect(screen.getByRole('link', { name: /^Open ?1$/ })).toBeInTheDocument();
    await waitFor(() => expect(titles()).toEqual(['Cat']), { timeout: 3000 });
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

  it('says when a completed one was completed', async () => {
    await openPage([aCompletedTodo({ title: 'Done', completedAt: '2020-02-29T12:00:00.000Z' })], {
      status: 'completed',
    });

    expect(screen.getByText('Completed 29 Feb 2020')).toBeVisible();
  });

  it('hands the focus on to the next todo when the one it was on leaves', async () => {
    const { user } = await openPage([aTodo({ title: 'A' }), aTodo({ title: 'B' }), aTodo({ title: 'C' })]);
    act(() => textOf('B').focus());

    await user.keyboard('e');

    await waitFor(() => expect(titles()).toEqual(['A', 'C']), { timeout: 3000 });
    await waitFor(() => expect(textOf('C')).toHaveFocus());
  });
});

describe('editing in place', () => {
  it('saves with Enter and gives the focus back', async () => {
    const todo = aTodo({ title: 'Ferns' });
    const { user, latch } = await openPage([todo]);

    await user.click(textOf('Ferns'));
    expect(titleField()).toHaveFocus();
    await user.keyboard(' and cacti{Enter}');

    expect(textOf('Ferns and cacti')).toHaveFocus();
    await waitFor(() => expect(latch.todos.get(todo.id)?.title).toBe('Ferns and cacti'));
  });

  it('discards with Escape', async () => {
    const { user, latch } = await openPage([aTodo({ title: 'Ferns' })]);

    await user.click(textOf('Ferns'));
    await user.keyboard(' and cacti{Escape}');

    expect(textOf('Ferns')).toHaveFocus();
    expect(latch.log.filter((entry) => entry.startsWith('PATCH'))).toEqual([]);
  });

  it('saves title and notes in one request when the focus leaves', async () => {
    const todo = aTodo({ title: 'Ferns' });
    const { user, latch } = await openPage([todo]);

    await user.click(textOf('Ferns'));
    await user.keyboard('!{Tab}Not too much{Enter}Really');
    await user.click(field());

    await waitFor(() =>
      expect(latch.todos.get(todo.id)).toMatchObject({ title: 'Ferns!', notes: 'Not too much\nReally', version: 2 }),
    );
    expect(screen.queryByRole('textbox', { name: 'Title' })).not.toBeInTheDocument();
  });

  it('refuses an emptied title on Enter, and keeps the old one when left', async () => {
    const { user, latch } = await openPage([aTodo({ title: 'Ferns' })]);

    await user.click(textOf('Ferns'));
    await user.clear(titleField());
    await user.keyboard('{Enter}');
    expect(titleField()).toHaveAccessibleDescription('Give the todo a title.');
    await user.click(field());

    expect(textOf('Ferns')).toBeVisible();
    expect(screen.getByText('A todo needs a title; the old one was kept.')).toBeInTheDocument();
    expect(latch.log.filter((entry) => entry.startsWith('PATCH'))).toEqual([]);
  });

  it('shows both texts when somebody else was first, and keeps mine when asked to', async () => {
    const todo = aTodo({ title: 'Ferns' });
    const { user, latch } = await openPage([todo]);
    await user.click(textOf('Ferns'));
    latch.changeElsewhere(todo.id, { title: 'Theirs' });
    await user.keyboard(' and mine{Enter}');

    const choice = await screen.findByRole('group', { name: /Changed somewhere else/ });
    expect(choice).toHaveTextContent('Ferns and mine');
    expect(textOf('Theirs')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Keep mine' }));

    await waitFor(() => expect(latch.todos.get(todo.id)?.title).toBe('Ferns and mine'));
    expect(screen.queryByRole('group')).not.toBeInTheDocument();
  });

  it('takes theirs when asked to, and asks no more', async () => {
    const todo = aTodo({ title: 'Ferns' });
    const { user, latch } = await openPage([todo]);
    await user.click(textOf('Ferns'));
    latch.changeElsewhere(todo.id, { title: 'Theirs' });
    await user.keyboard(' and mine{Enter}');

    await user.click(await screen.findByRole('button', { name: 'Take theirs' }));

    expect(textOf('Theirs')).toBeVisible();
    expect(screen.queryByText('Ferns and mine')).not.toBeInTheDocument();
    expect(latch.todos.get(todo.id)?.title).toBe('Theirs');
  });

  it('brings a todo back that was deleted elsewhere meanwhile, with what was typed', async () => {
    const todo = aTodo({ title: 'Ferns' });
    const { user, latch } = await openPage([todo]);
    await user.click(textOf('Ferns'));
    latch.delete(todo.id);
    await user.keyboard(' and cacti{Enter}');

    await user.click(await screen.findByRole('button', { name: 'Bring it back' }));

    await waitFor(() => expect(latch.todos.get(todo.id)?.title).toBe('Ferns and cacti'));
    expect(titles()).toEqual(['Ferns and cacti']);
  });

  it('keeps what was typed while signed out, and sends it after signing in', async () => {
    const todo = aTodo({ title: 'Ferns' });
    const { user, latch } = await openPage([todo]);
    latch.be(FakeLatch.refusals.signedOut);
    const ended = new Promise<void>((resolve) => onSessionEnded(resolve));

    await user.click(textOf('Ferns'));
    await user.keyboard(' and cacti{Enter}');
    await ended;
    expect(textOf('Ferns and cacti')).toBeVisible();
    latch.be(null);
    act(() => reportSessionRestored(USER_ID));

    await waitFor(() => expect(latch.todos.get(todo.id)?.title).toBe('Ferns and cacti'));
  });
});

describe('deleting and clearing', () => {
  it('deletes with a key, moves the focus to the neighbour, and undoes with z', async () => {
    const [a, b] = [aTodo({ title: 'A' }), aTodo({ title: 'B' })];
    const { user, latch } = await openPage([a, b]);
    act(() => textOf('B').focus());

    await user.keyboard('{Delete}');
    await waitFor(() => expect(titles()).toEqual(['A']));
    await waitFor(() => expect(textOf('A')).toHaveFocus());
    await waitFor(() => expect(latch.todos.has(b.id)).toBe(false));
    await user.keyboard('z');

    await waitFor(() => expect(latch.todos.has(b.id)).toBe(true));
    expect(titles()).toEqual(['A', 'B']);
    await waitFor(() => expect(textOf('B')).toHaveFocus());
  });

  it('clears what is completed without asking, and brings it back', async () => {
    const { user, latch } = await openPage([aTodo({ title: 'Open' }), aCompletedTodo({ title: 'Done' })], {
      status: 'all',
    });

    await user.click(screen.getByRole('button', { name: 'Clear completed' }));
    await waitFor(() => expect(latch.todos.size).toBe(1));
    expect(titles()).toEqual(['Open']);
    await user.click(await screen.findByRole('button', { name: 'Undo' }));

    await waitFor(() => expect(latch.todos.size).toBe(2));
    await waitFor(() => expect(new Set(titles())).toEqual(new Set(['Done', 'Open'])));
  });
});

describe('keys', () => {
  it('walks the list with j and k and edits with Enter', async () => {
    const { user } = await openPage([aTodo({ title: 'A' }), aTodo({ title: 'B' })]);

    await user.keyboard('j');
    await waitFor(() => expect(textOf('A')).toHaveFocus());
    await user.keyboard('j');
    await waitFor(() => expect(textOf('B')).toHaveFocus());
    await user.keyboard('{ArrowUp}');
    await waitFor(() => expect(textOf('A')).toHaveFocus());
    await user.keyboard('{Enter}');

    expect(titleField()).toHaveValue('A');
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

  it('shows every key, and switches letters off', async () => {
    const { user } = await openPage([aTodo({ title: 'A' })]);

    await user.keyboard('?');
    const sheet = await screen.findByRole('dialog', { name: 'Keys' });
    expect(within(sheet).getByText('Undo the last change')).toBeVisible();
    await user.click(within(sheet).getByRole('radio', { name: 'Off' }));
    expect(within(sheet).queryByText('Undo the last change')).not.toBeInTheDocument();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    await user.keyboard('q');
    expect(field()).not.toHaveFocus();

    await user.click(screen.getByRole('button', { name: 'Keys' }));
    await user.click(await screen.findByRole('radio', { name: 'On' }));
  });
});

describe('finding', () => {
  it('shows what the filter takes, and says what to do where there is nothing', async () => {
    const { user } = await openPage([aTodo({ title: 'Open one' })]);

    await user.click(screen.getByRole('link', { name: /^Completed ?0$/ }));

    expect(await screen.findByText('Nothing completed yet')).toBeVisible();
    await user.click(screen.getByRole('link', { name: /^All/ }));
    await waitFor(() => expect(titles()).toEqual(['Open one']));
  });

  it('turns the order around', async () => {
    const { user } = await openPage([aTodo({ title: 'Newer' }), aTodo({ title: 'Older' })]);

    await user.click(screen.getByRole('button', { name: 'Show oldest first' }));

    await waitFor(() => expect(titles()).toEqual(['Older', 'Newer']));
  });

  it('fetches more as the end comes near, and tells how many there are', async () => {
    const todos = Array.from({ length: 250 }, (_, index) => aTodo({ title: `Number ${index}` }));
    const { latch } = await openPage(todos);

    await waitFor(() => expect(latch.log.filter((entry) => entry === 'GET /').length).toBeGreaterThanOrEqual(1));
    const [first] = screen.getAllByRole('listitem');
    expect(first).toHaveAttribute('aria-setsize', '250');
    expect(first).toHaveAttribute('aria-posinset', '1');
  });
});

describe('an outage', () => {
  it('is told quietly with what is kept, and is over by itself', async () => {
    const { user, latch } = await openPage([]);
    latch.be('unreachable');
    await user.click(field());
    await user.keyboard('Typed in a tunnel{Enter}');

    const banner = await screen.findByText(/Latch cannot be reached. Your change is kept here/, undefined, {
      timeout: 4000,
    });
    expect(titles()).toEqual(['Typed in a tunnel']);
    latch.be(null);
    await user.click(screen.getByRole('button', { name: 'Try now' }));

    await waitFor(() => expect(banner).not.toBeInTheDocument());
    expect([...latch.todos.values()].map((todo) => todo.title)).toEqual(['Typed in a tunnel']);
  });
});

describe('a refused change', () => {
  it('comes back with the reason, and offers no undo of what never was', async () => {
    const { user, latch } = await openPage([aTodo({ title: 'Ferns' })]);
    latch.refuseNext(FakeLatch.refusals.broken);

    await user.keyboard('j{Delete}');

    expect(await screen.findByText('“Ferns” was not deleted')).toBeVisible();
    expect(screen.getByText('Something went wrong on our side.')).toBeVisible();
    expect(titles()).toEqual(['Ferns']);
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Undo' })).not.toBeInTheDocument());
    await user.keyboard('z');
    expect(await screen.findByText('There is nothing to undo.')).toBeInTheDocument();
    expect(latch.log.filter((entry) => entry.startsWith('POST'))).toEqual([]);
  });
});
