import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { Suspense } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { useChanges } from '../../../model/changes/use-changes';
import type { Label, Project, Section } from '../../../model/outline/outline';
import { readChanges, readReplica } from '../../../testing/read-replica';
import { selectedTodos } from '../../../model/todos/selected-todos';
import type { Todo } from '../../../model/todos/todo';
import { useCommands } from '../../../shared/keys/use-commands';
import { createQueryClient } from '../../../shared/api/query-client';
import { announced } from '../../../shared/ui/announcements';
import { type FakeLatch, USER_ID } from '../../../testing/fake-latch';
import { aLabel, aProject, aSection } from '../../../testing/outline-builder';
import { renderApp } from '../../../testing/render';
import { serveLatch } from '../../../testing/server';
import { aSubtask, aTodo } from '../../../testing/todo-builder';
import type { ListCallbacks } from '../../../model/todos/list-callbacks';
import BoardView from './board-view';

const home = aProject({ name: 'Home', layout: 'board' });
const week = aSection({ projectId: home.id, name: 'This week' });
const later = aSection({ projectId: home.id, name: 'Later' });
const inHome = (title: string, more: Partial<Todo> = {}) => aTodo({ title, projectId: home.id, ...more });

/** The board as its page shows it, with the keys of the shell. */
function Page({ callbacks }: { callbacks: Partial<ListCallbacks> }) {
  const { undo } = useChanges(USER_ID);
  useCommands({ undo: () => undo() }, { fallback: true });
  return (
    <Suspense fallback="Loading">
      <BoardView userId={USER_ID} projectId={home.id} onOpen={vi.fn()} onAction={vi.fn()} {...callbacks} />
    </Suspense>
  );
}

interface Scene {
  callbacks?: Partial<ListCallbacks>;
  things?: (Project | Section | Label)[];
  also?: (latch: FakeLatch) => void;
}

async function openBoard(todos: Todo[], { callbacks = {}, things = [week, later], also }: Scene = {}) {
  const latch = serveLatch(...todos).with(home, ...things);
  also?.(latch);
  const client = createQueryClient();
  await readReplica(client);
  const app = renderApp(<Page callbacks={callbacks} />, client);
  await screen.findByRole('region', { name: 'No section' });
  const tops = todos.filter(({ parentId }) => parentId === null).slice(0, 4);
  await waitFor(() => expect(screen.queryAllByRole('checkbox').length).toBeGreaterThanOrEqual(tops.length));
  return { latch, ...app };
}

const column = (name: string) => screen.getByRole('region', { name });
const titlesIn = (name: string) =>
  within(column(name))
    .queryAllByRole('checkbox')
    .map((latch) => latch.getAttribute('aria-label'));
const columns = () => screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent);
const cardOf = (title: string) => screen.getByRole('checkbox', { name: title }).closest('li') as HTMLElement;
const textOf = (title: string) => cardOf(title).querySelector<HTMLElement>('[data-todo-title]') as HTMLElement;
const focusOn = (title: string) => act(() => textOf(title).focus());
const focused = () => document.activeElement?.closest('li')?.querySelector('input')?.getAttribute('aria-label');
const sent = (latch: FakeLatch) => latch.log.filter((line) => !line.startsWith('GET'));

// A column is as high as some cards, so that it shows those.
beforeEach(() => void vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600));

describe('a board', () => {
  it('has a column for each section, and one for what is outside of any', async () => {
    await openBoard([inHome('Ferns'), inHome('Train', { sectionId: later.id })]);
    expect(columns()).toEqual(['No section', 'This week', 'Later']);
    expect(titlesIn('No section')).toEqual(['Ferns']);
    expect(titlesIn('This week')).toEqual([]);
    expect(titlesIn('Later')).toEqual(['Train']);
  });

  it('shows on a card what is known of it, and counts its subtasks', async () => {
    const label = aLabel({ name: 'waiting' });
    const train = inHome('Train', { priority: 2, due: '2030-01-05', labelIds: [label.id] });
    await openBoard([train, aSubtask(train), aSubtask(train)], { things: [week, label] });
    expect(textOf('Train')).toHaveTextContent('TrainP2Due 5 Jan 20302 subtaskswaiting');
    expect(titlesIn('No section')).toEqual(['Train']);
    expect(column('No section')).toHaveTextContent('3 open');
  });

  it('adds a todo in its column, and keeps the cursor for the next one', async () => {
    const { user, latch } = await openBoard([inHome('Ferns', { sectionId: week.id })]);
    await user.click(screen.getByRole('button', { name: 'Add a todo to This week' }));
    await user.keyboard('Train{Enter}Plane{Enter}{Escape}');
    await waitFor(() => expect(titlesIn('This week')).toEqual(['Train', 'Plane', 'Ferns']));
    expect(screen.queryByRole('textbox')).not.toBeInTheDocument();
    await waitFor(() =>
      expect([...latch.todos.values()].map(({ sectionId }) => sectionId)).toEqual(Array(3).fill(week.id)),
    );
  });

  it('takes the Enter that ends a word of an input method for none of its own', async () => {
    const { user, latch } = await openBoard([]);
    await user.click(screen.getByRole('button', { name: 'Add a todo to This week' }));
    await user.keyboard('にほん');
    fireEvent.keyDown(screen.getByRole('textbox'), { key: 'Enter', keyCode: 229, isComposing: false });
    expect(screen.getByRole('textbox')).toHaveValue('にほん');
    expect(latch.todos.size).toBe(0);
  });

  it('opens the field of the column at hand with q, and refuses nothing at all', async () => {
    const { user } = await openBoard([inHome('Ferns', { sectionId: later.id })]);
    focusOn('Ferns');
    await user.keyboard('q{Enter}');
    expect(screen.getByRole('textbox', { name: 'Add a todo to Later' })).toHaveFocus();
    expect(await screen.findByRole('alert')).toHaveTextContent('Give the todo a title.');
  });

  it('keeps what was typed when the field is left', async () => {
    const { user } = await openBoard([inHome('Ferns')]);
    await user.click(screen.getByRole('button', { name: 'Add a todo to Later' }));
    await user.keyboard('Half a tho');
    await user.click(screen.getByRole('button', { name: 'Add a section' }));
    await user.click(screen.getByRole('button', { name: 'Add a todo to Later' }));
    expect(screen.getByRole('textbox', { name: 'Add a todo to Later' })).toHaveValue('Half a tho');
  });

  it('keeps what was typed when the page is left, each column its own, until Escape', async () => {
    const { user, unmount } = await openBoard([inHome('Ferns')]);
    await user.click(screen.getByRole('button', { name: 'Add a todo to Later' }));
    await user.keyboard('Half a tho');
    unmount();
    await openBoard([inHome('Ferns')]);
    await user.click(screen.getByRole('button', { name: 'Add a todo to This week' }));
    expect(screen.getByRole('textbox', { name: 'Add a todo to This week' })).toHaveValue('');
    await user.click(screen.getByRole('button', { name: 'Add a todo to Later' }));
    expect(screen.getByRole('textbox', { name: 'Add a todo to Later' })).toHaveValue('Half a tho');
    await user.keyboard('{Escape}');
    await user.click(screen.getByRole('button', { name: 'Add a todo to Later' }));
    expect(screen.getByRole('textbox', { name: 'Add a todo to Later' })).toHaveValue('');
  });
});

describe('sections of a board', () => {
  it('adds one after the last column, which takes cards at once', async () => {
    const { user, latch } = await openBoard([inHome('Ferns', { sectionId: later.id })]);
    await user.click(screen.getByRole('button', { name: 'Add a section' }));
    await user.keyboard('Done{Enter}');
    expect(columns()).toEqual(['No section', 'This week', 'Later', 'Done']);
    focusOn('Ferns');
    await user.keyboard('{Alt>}{ArrowRight}{/Alt}');
    expect(titlesIn('Done')).toEqual(['Ferns']);
    const done = () => [...latch.store.sections.values()].find(({ name }) => name === 'Done')?.id;
    await waitFor(() => expect([...latch.todos.values()][0]?.sectionId).toBe(done()));
  });

  const choose = async (user: { click: (element: Element) => Promise<void> }, name: string, entry: string) => {
    await user.click(screen.getByRole('button', { name: `Actions for the section ${name}` }));
    await user.click(await screen.findByRole('menuitem', { name: entry }));
  };

  it('renames one in its place', async () => {
    const { user, latch } = await openBoard([]);
    await choose(user, 'Later', 'Rename');
    await user.clear(await screen.findByRole('textbox', { name: 'Name of the section' }));
    await user.keyboard('Some day{Enter}');
    expect(columns()).toEqual(['No section', 'This week', 'Some day']);
    await waitFor(() => expect(latch.store.sections.get(later.id)?.name).toBe('Some day'));
  });

  it('moves one to the left, and says when there is nothing beyond', async () => {
    const { user, latch } = await openBoard([]);
    await choose(user, 'Later', 'Move left');
    expect(columns()).toEqual(['No section', 'Later', 'This week']);
    await waitFor(() => expect(sent(latch)).toEqual([expect.stringContaining(`/sections/${later.id}/move`)]));
    await choose(user, 'Later', 'Move left');
    expect(announced.get().text).toBe('Already the first section.');
  });

  it('deletes one with what is in it', async () => {
    const { user, latch } = await openBoard([inHome('Ferns', { sectionId: later.id })]);
    await choose(user, 'Later', 'Delete');
    expect(columns()).toEqual(['No section', 'This week']);
    expect(screen.queryByRole('checkbox')).not.toBeInTheDocument();
    await waitFor(() => expect(latch.store.sections.has(later.id)).toBe(false));
  });
});

describe('keys on a board', () => {
  const three = () => [inHome('A'), inHome('B'), inHome('C', { sectionId: later.id })];

  it('walks up, down, and to the column beside', async () => {
    const { user } = await openBoard(three());
    focusOn('A');
    await user.keyboard('{ArrowDown}');
    expect(focused()).toBe('B');
    await user.keyboard('{ArrowRight}');
    expect(focused()).toBe('C');
    await user.keyboard('{ArrowLeft}');
    expect(focused()).toBe('A');
    await user.keyboard('jk');
    expect(focused()).toBe('A');
  });

  it('moves the card with Alt, says where to, and keeps the focus on it', async () => {
    const { user, latch } = await openBoard(three());
    focusOn('A');
    await user.keyboard('{Alt>}{ArrowDown}{/Alt}');
    expect(titlesIn('No section')).toEqual(['B', 'A']);
    expect(announced.get().text).toBe('Moved below “B”.');
    await user.keyboard('{Alt>}{ArrowRight}{/Alt}');
    expect(titlesIn('This week')).toEqual(['A']);
    expect(announced.get().text).toBe('Moved to This week, 1 from the top.');
    expect(focused()).toBe('A');
    await user.keyboard('{Alt>}{ArrowRight}{ArrowRight}{/Alt}');
    expect(announced.get().text).toBe('Already in the last column.');
    await waitFor(() => expect([...latch.todos.values()].find(({ title }) => title === 'A')?.sectionId).toBe(later.id));
  });

  it('undoes a move', async () => {
    const { user, latch } = await openBoard(three());
    focusOn('A');
    await user.keyboard('{Alt>}{ArrowRight}{/Alt}z');
    expect(titlesIn('No section')).toEqual(['A', 'B']);
    await waitFor(() =>
      expect([...latch.todos.values()].map(({ sectionId }) => sectionId)).toEqual([null, null, later.id]),
    );
  });

  it('completes a card, and goes on to the next', async () => {
    const { user, latch } = await openBoard(three());
    focusOn('A');
    // It leaves a moment later, and a busy machine may be as late.
    const checkbox = screen.getByRole('checkbox', { name: 'A' });
    await user.keyboard('e');
    expect(checkbox).toBeChecked();
    await waitFor(() => expect(titlesIn('No section')).toEqual(['B']));
    await waitFor(() => expect(focused()).toBe('B'));
    await waitFor(() => expect([...latch.todos.values()][0]?.completedAt).not.toBeNull());
  });

  it('acts on all that are selected, across columns and in one request', async () => {
    const { user, latch } = await openBoard(three());
    focusOn('B');
    await user.keyboard('x{ArrowRight}x');
    expect(selectedTodos().map(({ title }) => title)).toEqual(['B', 'C']);
    await user.keyboard('1');
    await waitFor(() => expect(sent(latch)).toEqual([expect.stringContaining('"priority":1')]));
    expect(sent(latch)[0]).toContain('POST /todos/bulk');
  });

  it('selects up and down a column with Shift, and goes to its ends', async () => {
    const { user } = await openBoard(['A', 'B', 'C', 'D'].map((title) => inHome(title)));
    focusOn('B');
    await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{ArrowUp}{/Shift}');
    expect(selectedTodos().map(({ title }) => title)).toEqual(['B', 'C']);
    expect(focused()).toBe('C');
    await user.keyboard('{Shift>}{End}{/Shift}');
    expect(selectedTodos().map(({ title }) => title)).toEqual(['B', 'C', 'D']);
    await user.keyboard('{Shift>}{Home}{/Shift}');
    expect(selectedTodos().map(({ title }) => title)).toEqual(['A', 'B']);
    expect(focused()).toBe('A');
    await user.keyboard('{End}');
    expect(focused()).toBe('D');
    await user.keyboard('{Home}');
    expect(focused()).toBe('A');
  });

  it('selects all of its columns with Ctrl+A, and no more what leaves it', async () => {
    const many = Array.from({ length: 60 }, (_, index) => inHome(`Todo ${index}`));
    const { user, latch, client } = await openBoard([...many, inHome('Last', { sectionId: later.id })]);
    await user.keyboard('{Control>}a{/Control}');
    await waitFor(() => expect(selectedTodos()).toHaveLength(61));
    await waitFor(() => expect(announced.get().text).toBe('61 selected.'));
    latch.deleteElsewhere(many[0]?.id ?? '');
    await readChanges(client);
    await waitFor(() => expect(selectedTodos()).toHaveLength(60));
  });

  it('F2 edits the title of a card in its place, and the card has the focus afterwards', async () => {
    const onOpen = vi.fn();
    const { user, latch } = await openBoard(three(), { callbacks: { onOpen } });
    focusOn('B');
    await user.keyboard('{F2}');
    expect(screen.getByRole('textbox', { name: 'Title of B' })).toHaveFocus();
    await user.keyboard('ulbs{Enter}');
    await waitFor(() => expect(focused()).toBe('Bulbs'));
    await waitFor(() => expect([...latch.todos.values()].map(({ title }) => title)).toContain('Bulbs'));
    await user.keyboard('{F2}!{Escape}');
    await waitFor(() => expect(focused()).toBe('Bulbs'));
    expect(onOpen).not.toHaveBeenCalled();
  });

  it('opens what asks for more at the page', async () => {
    const onAction = vi.fn();
    const onOpen = vi.fn();
    const { user } = await openBoard(three(), { callbacks: { onAction, onOpen } });
    focusOn('B');
    await user.keyboard('d{Enter}');
    expect(onAction).toHaveBeenCalledWith('due', [expect.objectContaining({ title: 'B' })], textOf('B'));
    expect(onOpen).toHaveBeenCalledWith(expect.stringContaining('-'));
    expect(onOpen).toHaveBeenCalledTimes(1);
  });
});
