import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { changesOf } from '../../../model/changes/user-changes';
import { readReplica } from '../../../testing/read-replica';
import type { Label, Project, Section } from '../../../model/outline/outline';
import type { Todo } from '../../../model/todos/todo';
import { keepNotes, readKeptNotes } from '../../../model/todos/kept-notes';
import { useTodoActions } from '../../../model/todos/use-todo-actions';
import { retryNow } from '../../../shared/api/until-answered';
import { createQueryClient } from '../../../shared/api/query-client';
import { FakeLatch, USER_ID } from '../../../testing/fake-latch';
import { aLabel, aSection } from '../../../testing/outline-builder';
import { renderApp, saying } from '../../../testing/render';
import { latchHandlers } from '../../../testing/latch-handlers';
import { server, serveLatch } from '../../../testing/server';
import { aSubtask, aTodo } from '../../../testing/todo-builder';
import type { PropertyName, TodoPanelProps } from './properties';
import TodoPanel from './todo-panel';

/** A page with a button that opens the panel, and one that deletes behind it. */
function Page({ first, ...props }: { first: string } & Pick<TodoPanelProps, 'onAction'>) {
  const [todoId, open] = useState<string | null>(null);
  const { remove } = useTodoActions(USER_ID);
  const close = () => open(null);
  const callbacks = { onOpen: open, onClose: close, onGone: close, ...props };
  return (
    <>
      <button type="button" onClick={() => open(first)}>
        Open
      </button>
      <button type="button" onClick={() => remove(aTodo({ id: first }))}>
        Delete behind
      </button>
      {todoId && <TodoPanel userId={USER_ID} todoId={todoId} {...callbacks} />}
    </>
  );
}

async function openPanel(todo: Todo, others: Todo[] = [], things: (Project | Section | Label)[] = []) {
  const latch = serveLatch(todo, ...others).with(...things);
  const client = createQueryClient();
  await readReplica(client);
  const onAction = vi.fn<TodoPanelProps['onAction']>();
  const app = renderApp(<Page first={todo.id} onAction={onAction} />, client);
  await app.user.click(screen.getByRole('button', { name: 'Open' }));
  await screen.findByRole('complementary', { name: `Todo: ${todo.title}` });
  return { latch, onAction, ...app };
}
const panel = () => within(screen.getByRole('complementary'));
const stored = (latch: FakeLatch, { id }: Todo) => latch.todos.get(id);

type Opened = Awaited<ReturnType<typeof openPanel>>;

/** How the panel lets people change a todo that is labelled "waiting": each field by itself. */
const EDITS: Record<PropertyName, (todo: Todo, opened: Opened) => Promise<void>> = {
  start: (todo, opened) => asks('start', 'Start date None', todo, opened),
  due: (todo, opened) => asks('due', 'Due date None', todo, opened),
  deadline: (todo, opened) => asks('deadline', 'Deadline None', todo, opened),
  recurrence: (todo, opened) => asks('repeat', 'Repeats No', todo, opened),
  reminders: (todo, opened) => asks('reminders', 'Reminders None', todo, opened),
  labelIds: (todo, opened) => asks('labels', 'Labels waiting', todo, opened),
  async priority(todo, { user, latch }) {
    await user.click(panel().getByRole('radio', { name: 'P1' }));
    await waitFor(() => expect(stored(latch, todo)?.priority).toBe(1));
  },
};

async function asks(
  picker: Parameters<TodoPanelProps['onAction']>[0],
  name: string,
  { id }: Todo,
  { user, onAction }: Opened,
) {
  const button = panel().getByRole('button', { name });
  await user.click(button);
  expect(onAction).toHaveBeenCalledExactlyOnceWith(picker, [expect.objectContaining({ id })], button);
}

describe('opening and closing', () => {
  it('takes the focus, and gives it back on Escape', async () => {
    const { user } = await openPanel(aTodo({ title: 'Ferns' }));
    expect(screen.getByRole('complementary')).toHaveFocus();

    await user.keyboard('{Escape}');

    expect(screen.queryByRole('complementary')).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Open' })).toHaveFocus();
  });

  it('says where the todo is, and leads to what it is a part of', async () => {
    const kitchen = aSection({ name: 'Kitchen' });
    const trip = aTodo({ title: 'Trip', sectionId: kitchen.id });
    const tickets = aSubtask(trip, { title: 'Tickets' });
    const { user } = await openPanel(tickets, [trip], [kitchen]);

    const way = within(panel().getByRole('navigation', { name: 'Location' }));
    await user.click(await way.findByRole('button', { name: 'Trip' }));

    expect(await screen.findByRole('complementary', { name: 'Todo: Trip' })).toHaveTextContent(/^InboxKitchen/);
  });

  it('says so when the todo is not there', async () => {
    const gone = aTodo();
    serveLatch();
    const props = { userId: USER_ID, onOpen: vi.fn(), onClose: vi.fn(), onGone: vi.fn(), onAction: vi.fn() };
    renderApp(<TodoPanel todoId={gone.id} {...props} />);

    expect(await screen.findByText(/^This todo was deleted\./)).toBeVisible();
  });

  it('closes when its todo, or what it is part of, is deleted behind it', async () => {
    const trip = aTodo({ title: 'Trip' });
    const tickets = aSubtask(trip, { title: 'Tickets' });
    const { user } = await openPanel(trip, [tickets]);
    await user.click(await panel().findByRole('button', { name: 'Tickets' }));
    await screen.findByRole('complementary', { name: 'Todo: Tickets' });
    await user.click(screen.getByRole('button', { name: 'Delete behind' }));
    expect(screen.queryByRole('complementary')).not.toBeInTheDocument();
  });

  it('leads back from Trash when its todo was deleted elsewhere, until it is gone for good', async () => {
    const todo = aTodo({ title: 'Ferns' });
    const { user, latch, client } = await openPanel(todo);
    latch.deleteElsewhere(todo.id);
    await act(() => client.invalidateQueries());
    expect(await panel().findByText(saying('“Ferns” is in Trash.'))).toBeVisible();

    await user.click(panel().getByRole('button', { name: 'Restore' }));
    expect(await panel().findByRole('button', { name: 'Write notes' })).toBeVisible();
    expect(latch.todos.size).toBe(1);

    latch.deleteElsewhere(todo.id);
    latch.store.trash.clear();
    await act(() => client.resetQueries());
    expect(await panel().findByText(/^This todo was deleted\./)).toBeVisible();
    expect(panel().queryByRole('button', { name: 'Restore' })).not.toBeInTheDocument();
  });
});

describe('without the server', () => {
  it('shows notes written then at once, and asks about none of them once it answers', async () => {
    const todo = aTodo({ title: 'Ferns' });
    const client = createQueryClient();
    const latch = serveLatch(todo);
    await readReplica(client);
    server.use(http.all(`*/todos/${todo.id}`, () => HttpResponse.error()));
    const app = renderApp(<Page first={todo.id} onAction={vi.fn()} />, client);
    await app.user.click(screen.getByRole('button', { name: 'Open' }));
    await app.user.click(await screen.findByRole('button', { name: 'Write notes' }));
    await app.user.keyboard('first{Escape}');
    await app.user.click(await screen.findByRole('button', { name: 'Edit notes' }));
    await app.user.keyboard(' second{Escape}');
    expect(await panel().findByText('first second')).toBeVisible();

    server.resetHandlers();
    server.use(...latchHandlers(latch));
    retryNow();
    await waitFor(() => expect(stored(latch, todo)?.notes).toBe('first second'));
    expect(screen.queryByRole('group', { name: /also changed on another device/i })).toBeNull();
    expect(panel().getByText('first second')).toBeVisible();
  });
});

describe('changing', () => {
  it('renames, and refuses an empty title', async () => {
    const todo = aTodo({ title: 'Ferns' });
    const { user, latch } = await openPanel(todo);

    await user.click(panel().getByRole('button', { name: 'Ferns' }));
    await user.clear(panel().getByRole('textbox', { name: 'Title' }));
    await user.keyboard('{Enter}');
    expect(panel().getByRole('textbox', { name: 'Title' })).toHaveAccessibleDescription('Give the todo a title.');
    await user.keyboard('Cacti{Enter}');

    await waitFor(() => expect(stored(latch, todo)?.title).toBe('Cacti'));
    expect(panel().getByRole('heading', { name: 'Cacti' })).toBeVisible();
  });

  it('discards a title with Escape, and stays open', async () => {
    const { user } = await openPanel(aTodo({ title: 'Ferns' }));

    await user.click(panel().getByRole('button', { name: 'Ferns' }));
    await user.keyboard(' and cacti{Escape}');

    expect(panel().getByRole('heading', { name: 'Ferns' })).toBeVisible();
  });

  it('saves a title when the panel goes away without the focus leaving it, and nothing that was discarded', async () => {
    const todo = aTodo({ title: 'Ferns' });
    const { user, latch, unmount } = await openPanel(todo);

    await user.click(panel().getByRole('button', { name: 'Ferns' }));
    await user.keyboard(' and roses{Escape}');
    await user.click(panel().getByRole('button', { name: 'Ferns' }));
    await user.keyboard(' and cacti');
    unmount();

    await waitFor(() => expect(stored(latch, todo)?.title).toBe('Ferns and cacti'));
    expect(latch.log.filter((line) => line.startsWith('PATCH'))).toHaveLength(1);
  });

  it('shows notes as Markdown, and their text to edit', async () => {
    const todo = aTodo({ title: 'Ferns', notes: '**Not** too much' });
    const { user, latch } = await openPanel(todo);
    expect((await panel().findByText('Not')).tagName).toBe('STRONG');

    await user.click(panel().getByRole('button', { name: 'Edit notes' }));
    await user.keyboard(', really{Control>}{Enter}{/Control}');

    await waitFor(() => expect(stored(latch, todo)?.notes).toBe('**Not** too much, really'));
  });

  it.each(Object.entries(EDITS))('lets people change the field %s', async (_name, edit) => {
    const label = aLabel({ name: 'waiting' });
    const todo = aTodo({ title: 'Ferns', labelIds: [label.id] });
    await edit(todo, await openPanel(todo, [], [label]));
  });

  it('shows both versions when somebody else changed the same', async () => {
    const todo = aTodo({ title: 'Ferns' });
    const { user, latch } = await openPanel(todo);
    latch.changeElsewhere(todo.id, { title: 'Theirs' });

    await user.click(panel().getByRole('button', { name: 'Ferns' }));
    await user.keyboard('!{Enter}');
    const choice = await panel().findByRole('group', { name: /Also changed on another device/ });
    expect(choice).toHaveTextContent('Ferns!');
    await user.click(panel().getByRole('button', { name: /^Keep mine/ }));

    await waitFor(() => expect(stored(latch, todo)?.title).toBe('Ferns!'));
  });

  it('deletes, closes, and can be undone', async () => {
    const todo = aTodo({ title: 'Ferns' });
    const { user, latch } = await openPanel(todo);

    await user.click(panel().getByRole('button', { name: 'Delete' }));
    expect(screen.queryByRole('complementary')).not.toBeInTheDocument();
    await waitFor(() => expect(latch.todos.size).toBe(0));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));

    await waitFor(() => expect(latch.todos.size).toBe(1));
  });
});

describe('notes', () => {
  const writeNotes = () => panel().getByRole('button', { name: 'Write notes' });
  const editNotes = () => panel().findByRole('button', { name: 'Edit notes' });
  const notesRequests = (latch: FakeLatch) => latch.log.filter((line) => /^PATCH .*"notes"/.test(line));

  it('are begun by pressing the empty area, kept by Escape, and leave the focus with themselves', async () => {
    const todo = aTodo({ title: 'Ferns' });
    const { user, latch } = await openPanel(todo);

    await user.click(writeNotes());
    await user.keyboard('By train{Escape}');

    expect(await editNotes()).toHaveFocus();
    expect(await panel().findByText('By train')).toBeVisible();
    await waitFor(() => expect(stored(latch, todo)?.notes).toBe('By train'));
    expect(readKeptNotes(USER_ID, todo.id)).toBeNull();

    await user.click(await editNotes());
    await user.clear(panel().getByRole('textbox', { name: 'Notes' }));
    await user.keyboard('{Escape}');
    expect(writeNotes()).toHaveFocus();
  });

  it('are edited by a click on them, but not on a link in them or to select some of them', async () => {
    const { user } = await openPanel(aTodo({ title: 'Ferns', notes: 'By train, see [times](https://example.com/)' }));
    const link = await panel().findByRole('link', { name: /times/ });
    link.addEventListener('click', (event) => event.preventDefault());
    await user.click(link);
    expect(panel().queryByRole('textbox', { name: 'Notes' })).toBeNull();
    const text = panel().getByText(/By train/);
    getSelection()?.selectAllChildren(text);
    fireEvent.click(text);
    expect(panel().queryByRole('textbox', { name: 'Notes' })).toBeNull();
    getSelection()?.removeAllRanges();
    await user.click(text);
    expect(panel().getByRole('textbox', { name: 'Notes' })).toHaveFocus();
  });

  it('are saved when the focus goes elsewhere', async () => {
    const todo = aTodo({ title: 'Ferns' });
    const { user, latch } = await openPanel(todo);

    await user.click(writeNotes());
    await user.keyboard('By train');
    await user.click(screen.getByRole('button', { name: 'Open' }));

    await waitFor(() => expect(stored(latch, todo)?.notes).toBe('By train'));
  });

  it.each([
    ['the panel goes away without the focus leaving it', 'unmount'],
    ['the page is hidden', 'visibilitychange'],
    ['the page is left', 'pagehide'],
  ])('are saved when %s', async (_case, way) => {
    const todo = aTodo({ title: 'Ferns' });
    const { user, latch, unmount } = await openPanel(todo);

    await user.click(writeNotes());
    await user.keyboard('By train');
    if (way === 'unmount') unmount();
    if (way === 'pagehide') dispatchEvent(new Event('pagehide'));
    if (way === 'visibilitychange') {
      vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
      document.dispatchEvent(new Event('visibilitychange'));
    }

    await waitFor(() => expect(stored(latch, todo)?.notes).toBe('By train'));
    vi.restoreAllMocks();
  });

  it('are saved while somebody writes, and one undo takes all of it back', async () => {
    const todo = aTodo({ title: 'Ferns' });
    const { user, latch, client } = await openPanel(todo);

    await user.click(writeNotes());
    await user.keyboard('One');
    await waitFor(() => expect(stored(latch, todo)?.notes).toBe('One'));
    expect(panel().getByRole('textbox', { name: 'Notes' })).toHaveFocus();
    await user.keyboard(' two');
    await waitFor(() => expect(stored(latch, todo)?.notes).toBe('One two'));
    await user.keyboard(' three{Escape}');
    await waitFor(() => expect(stored(latch, todo)?.notes).toBe('One two three'));

    await user.click(panel().getByRole('button', { name: 'Show history' }));
    await panel().findByText('Notes written');
    expect(panel().getAllByText(/^Notes/, { selector: 'li > span' })).toHaveLength(1);

    await expect(changesOf(client, USER_ID).undo(vi.fn())).resolves.toBe('done');
    expect(stored(latch, todo)?.notes).toBe('');
  });

  it('wait out an outage with one request, and are kept in this browser meanwhile', async () => {
    const todo = aTodo({ title: 'Ferns' });
    const { user, latch } = await openPanel(todo);
    latch.be('unreachable');

    await user.click(writeNotes());
    await user.keyboard('One');
    await waitFor(() => expect(notesRequests(latch)).not.toHaveLength(0));
    await user.keyboard(' two');
    expect(readKeptNotes(USER_ID, todo.id)?.text).toBe('One two');
    await user.keyboard('{Escape}');
    latch.be(null);
    retryNow();

    await waitFor(() => expect(stored(latch, todo)?.notes).toBe('One two'));
    await waitFor(() => expect(readKeptNotes(USER_ID, todo.id)).toBeNull());
  });

  it('ask which text stays without taking the cursor away, and neither is lost', async () => {
    const todo = aTodo({ title: 'Ferns' });
    const { user, latch } = await openPanel(todo);

    await user.click(writeNotes());
    latch.changeElsewhere(todo.id, { notes: 'Theirs' });
    await user.keyboard('Mine');
    const choice = await panel().findByRole('group', { name: /Also changed on another device/ });
    expect(panel().getByRole('textbox', { name: 'Notes' })).toHaveFocus();
    await user.keyboard(' 1');
    expect(readKeptNotes(USER_ID, todo.id)?.text).toBe('Mine 1');
    await user.keyboard('{Escape}');
    await within(choice).findByText('Mine 1');
    await user.click(panel().getByRole('button', { name: /^Keep mine/ }));

    await waitFor(() => expect(stored(latch, todo)?.notes).toBe('Mine 1'));
    await waitFor(() => expect(readKeptNotes(USER_ID, todo.id)).toBeNull());
  });

  it('that are too long stay in their field, also in a panel that is opened again', async () => {
    const todo = aTodo({ title: 'Ferns' });
    const { user } = await openPanel(todo);
    const long = 'n'.repeat(20_001);

    await user.click(writeNotes());
    await user.paste(long);
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('complementary')).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Open' }));

    expect(await screen.findByRole('textbox', { name: 'Notes' })).toHaveValue(long);
    expect(panel().getByText('Notes have at most 20000 characters; these have 20001.')).toBeVisible();

    const field = panel().getByRole('textbox', { name: 'Notes' });
    await user.clear(field);
    await user.type(field, 'short');
    await user.keyboard('{Escape}');
    await user.click(await editNotes());
    expect(panel().getByRole('textbox', { name: 'Notes' })).toHaveValue('short');
  });

  it('that could not be sent are what the field begins with, whatever the server has', async () => {
    const todo = aTodo({ title: 'Ferns', notes: 'Old' });
    keepNotes(USER_ID, todo.id, 'New', 'Old');
    const { user, latch } = await openPanel(todo);
    await user.click(await editNotes());
    expect(panel().getByRole('textbox', { name: 'Notes' })).toHaveValue('New');
    await user.keyboard('er{Escape}');
    await waitFor(() => expect(stored(latch, todo)?.notes).toBe('Newer'));
  });
});

describe('subtasks', () => {
  it('adds them one after the other, the last one last, and completes one', async () => {
    const todo = aTodo({ title: 'Trip' });
    const { user, latch } = await openPanel(todo);

    await user.click(panel().getByRole('textbox', { name: 'Add a subtask' }));
    await user.keyboard('Tickets{Enter}Hotel{Enter}');
    const names = () => within(panel().getByRole('list', { name: 'Subtasks' })).getAllByRole('checkbox');
    await waitFor(() => expect(names().map((box) => box.getAttribute('aria-label'))).toEqual(['Tickets', 'Hotel']));
    await user.click(panel().getByRole('checkbox', { name: 'Tickets' }));

    await waitFor(() => {
      const done = [...latch.todos.values()].filter(({ completedAt }) => completedAt !== null);
      expect(done.map(({ title, parentId }) => [title, parentId])).toEqual([['Tickets', todo.id]]);
    });
  });
});

describe('the field for subtasks', () => {
  it('shows what is wrong with a title, until it is mended', async () => {
    const scrolledTo = vi.fn();
    Element.prototype.scrollIntoView = function scrollIntoView() {
      scrolledTo(this.textContent);
    };
    const { user } = await openPanel(aTodo({ title: 'Trip' }));
    const field = panel().getByRole('textbox', { name: 'Add a subtask' });
    await user.click(field);
    await user.paste('x'.repeat(502));
    await user.keyboard('{Enter}');
    const tooLong = (length: number) => `A title has at most 500 characters; this one has ${length}.`;
    expect(panel().getByRole('alert')).toHaveTextContent(tooLong(502));
    expect(scrolledTo).toHaveBeenLastCalledWith(tooLong(502));

    await user.keyboard('{Backspace}');
    expect(panel().getByRole('alert')).toHaveTextContent(tooLong(501));
    expect(scrolledTo).toHaveBeenLastCalledWith(tooLong(501));
    await user.keyboard('{Backspace}');
    expect(panel().getByRole('alert')).toBeEmptyDOMElement();

    await user.keyboard('{Escape}{Enter}');
    expect(panel().getByRole('alert')).toHaveTextContent('Give the todo a title.');
    await user.keyboard('T');
    expect(panel().getByRole('alert')).toBeEmptyDOMElement();
    Reflect.deleteProperty(Element.prototype, 'scrollIntoView');
  });

  it('keeps what was typed when the panel is closed, for that todo alone', async () => {
    const [trip, other] = [aTodo({ title: 'Trip' }), aTodo({ title: 'Other' })];
    const { user, unmount } = await openPanel(trip, [other]);
    await user.click(panel().getByRole('textbox', { name: 'Add a subtask' }));
    await user.keyboard('Half a tho');
    unmount();
    const second = await openPanel(other, [trip]);
    expect(panel().getByRole('textbox', { name: 'Add a subtask' })).toHaveValue('');
    second.unmount();
    await openPanel(trip, [other]);
    expect(panel().getByRole('textbox', { name: 'Add a subtask' })).toHaveValue('Half a tho');
  });
});

describe('history', () => {
  it('reads as sentences, when it is asked for', async () => {
    const todo = aTodo({ title: 'Ferns' });
    const { user, latch } = await openPanel(todo);
    latch.changeElsewhere(todo.id, { title: 'Cacti' });
    latch.changeElsewhere(todo.id, { priority: 1 });

    await user.click(panel().getByRole('button', { name: 'Show history' }));

    const newest = (await panel().findByText('Priority set to 1')).closest('li');
    expect(newest?.nextElementSibling).toHaveTextContent('Renamed from “Ferns” to “Cacti”');
  });
});
