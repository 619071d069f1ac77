import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createQueryClient } from '../../../shared/api/query-client';
import { reportSignedOut } from '../../../shared/api/session-events';
import { TextArea } from '../../../shared/ui/text-area';
import { USER_ID } from '../../../testing/fake-latch';
import { aLabel, aProject } from '../../../testing/outline-builder';
import { readReplica } from '../../../testing/read-replica';
import { renderApp } from '../../../testing/render';
import { serveLatch } from '../../../testing/server';
import { useQuickAdd } from '../use-quick-add';
import PastePreview from './paste-preview';
import { pasteRequest } from './pasting';
import { readLine } from './read-line';
import type { AddTodo, QuickAddOptions } from './quick-add-line';

vi.mock(import('./read-line'), { spy: true });
const readLines = vi.mocked(readLine);
const onAdd = vi.fn<AddTodo>();
const home = aProject({ name: 'Home' });
const bills = aLabel({ name: 'bills' });

function Field({ place }: Pick<QuickAddOptions, 'place'>) {
  const { fieldProps, understood } = useQuickAdd({ userId: USER_ID, draftName: 'here', place, onAdd });
  return (
    <>
      <TextArea {...fieldProps} label="Add a todo" />
      {understood}
      <PastePreview userId={USER_ID} />
    </>
  );
}

// A Monday.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 10, 30, 10, 0) }));
afterEach(() => {
  vi.useRealTimers();
  vi.clearAllMocks();
  pasteRequest.set(null);
  sessionStorage.clear();
});

async function open(place: QuickAddOptions['place'] = {}) {
  serveLatch().with(home, bills);
  const client = createQueryClient();
  await readReplica(client);
  const app = renderApp(<Field place={place} />, client);
  await app.user.click(field());
  // What takes what is pasted is loaded behind the field.
  await app.user.keyboard('x');
  await waitFor(() => expect(isTaken('a\nb')).toBe(true));
  act(() => pasteRequest.set(null));
  await app.user.clear(field());
  return app;
}

const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Add a todo' });
const dialog = () => screen.findByRole('dialog');
const rows = async () =>
  within(await dialog())
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);
const press = async (name: string) => (await screen.findByRole('button', { name })).click();
const added = () => onAdd.mock.lastCall?.[1]?.map(({ wanted, depth, isDone }) => [wanted, depth, isDone]);

/** @returns whether the page takes it, rather than the browser */
function isTaken(text: string, html = ''): boolean {
  const clipboardData = { getData: (type: string) => (type === 'text/html' ? html : text) };
  return !fireEvent.paste(field(), { clipboardData });
}

describe('Pasting several lines', () => {
  it('shows the todos as they will be made, and adds them with Enter', async () => {
    const { user } = await open({ due: '2026-11-30' });
    expect(isTaken('- Pay rent #Home @bills fri\r\n  - [x] Ask Ann\r\n- Sow')).toBe(true);
    expect(await rows()).toEqual([
      'Pay rentProject HomeLabel billsDue Fri 4 Dec',
      'Completed: Subtask: Ask Ann',
      'Sow',
    ]);
    await waitFor(() => expect(screen.getByRole('button', { name: 'Add 3 todos' })).toHaveFocus());
    await user.keyboard('{Enter}');
    await waitFor(() => expect(onAdd).toHaveBeenCalledOnce());
    expect(added()).toEqual([
      [{ title: 'Pay rent', due: '2026-12-04', projectId: home.id, labelIds: [bills.id] }, 0, false],
      [{ title: 'Ask Ann', parentId: 'above' }, 1, true],
      [{ title: 'Sow', due: '2026-11-30' }, 0, false],
    ]);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(field()).toHaveValue('');
  });

  it('leaves the text in the field as one line with Escape, between what was typed', async () => {
    const { user } = await open();
    await user.type(field(), 'Call now');
    field().setSelectionRange(4, 4);
    isTaken('- Ann\n\n- Bob\n');
    expect(await rows()).toEqual(['Ann', 'Bob']);
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(field()).toHaveValue('Call - Ann - Bob now');
    expect(onAdd).not.toHaveBeenCalled();
  });

  it('leaves what was typed in the field when each line becomes a todo', async () => {
    const { user } = await open();
    await user.type(field(), 'Call now');
    isTaken('Ann\nBob');
    await press('Add 2 todos');
    await waitFor(() =>
      expect(added()).toEqual([
        [{ title: 'Ann' }, 0, false],
        [{ title: 'Bob' }, 0, false],
      ]),
    );
    expect(field()).toHaveValue('Call now');
  });

  it('adds one todo with spaces between the lines, and the whole in the notes where it is long', async () => {
    await open();
    isTaken('Call Ann\nand Bob');
    await press('Add as one todo');
    await waitFor(() => expect(onAdd).toHaveBeenCalledExactlyOnceWith({ title: 'Call Ann and Bob' }));
    const long = `${'word '.repeat(120)}\nand more`;
    isTaken(long);
    await press('Add as one todo');
    await waitFor(() => expect(onAdd).toHaveBeenCalledTimes(2));
    const [{ title, notes }] = onAdd.mock.lastCall!;
    expect(title).toMatch(/^(word )+word…$/);
    expect(notes).toBe(long);
  });

  it('reads nothing but titles where that is wanted', async () => {
    const { user } = await open();
    isTaken('Call Ann fri\nCall Bob');
    await user.click(await screen.findByRole('checkbox', { name: 'Read dates, priorities and names' }));
    expect(await rows()).toEqual(['Call Ann fri', 'Call Bob']);
    await press('Add 2 todos');
    await waitFor(() => expect(added()?.[0]).toEqual([{ title: 'Call Ann fri' }, 0, false]));
  });

  it('keeps as text a line of which nothing would be left', async () => {
    await open();
    isTaken('tomorrow\nCall Bob');
    expect(await rows()).toEqual(['tomorrow', 'Call Bob']);
  });

  it('keeps as text what repeats and is done', async () => {
    await open();
    isTaken('[x] Sow every week\nCall Bob');
    expect(await rows()).toEqual(['Completed: Sow every week', 'Call Bob']);
  });

  it('cuts a long line at a word, with the whole of it in the notes', async () => {
    await open();
    const long = 'word '.repeat(120).trim();
    isTaken(`${long}\nCall Bob`);
    await press('Add 2 todos');
    await waitFor(() => expect(onAdd).toHaveBeenCalledOnce());
    const [{ title, notes }] = onAdd.mock.lastCall!;
    expect([Array.from(title).length <= 500, notes]).toEqual([true, long]);
  });

  it('says when there are too many, and leaves them in the field', async () => {
    const { user } = await open();
    isTaken(Array.from({ length: 501 }, (_, n) => `Todo ${n}`).join('\n'));
    expect(await dialog()).toHaveTextContent('This text has 501 lines, and 500 todos can be added at once.');
    expect(screen.queryByRole('button', { name: /Add 50/ })).toBeNull();
    await waitFor(() => expect(screen.getByRole('button', { name: 'Cancel' })).toHaveFocus());
    await user.keyboard('{Enter}');
    await waitFor(() => expect(field().value).toMatch(/^Todo 0 Todo 1 .* Todo 500$/));
  });

  it('counts what was read of a page that has no text', async () => {
    await open();
    isTaken('', `<ul>${`<li>${'x'.repeat(19_000)}</li>`.repeat(9)}</ul>`);
    expect(await dialog()).toHaveTextContent('This text is longer than what can be added at once.');
  });

  it('reads each line once, and none again to leave all of it text', async () => {
    const { user } = await open();
    readLines.mockClear();
    isTaken('Call Ann fri\nCall Bob');
    expect(await rows()).toHaveLength(2);
    const once = readLines.mock.calls.length;
    await user.click(await screen.findByRole('checkbox', { name: 'Read dates, priorities and names' }));
    expect(await rows()).toEqual(['Call Ann fri', 'Call Bob']);
    // Each line, and all of them as one todo.
    expect([once, readLines.mock.calls.length]).toEqual([3, 3]);
  });

  it('is asked of nobody but the person who pasted it, and of nobody once somebody else signed in', async () => {
    await open();
    isTaken('Ann\nBob');
    const asked = await dialog();
    act(() =>
      pasteRequest.set({ ...pasteRequest.get()!, line: { ...pasteRequest.get()!.line, userId: 'somebody-else' } }),
    );
    await waitFor(() => expect(asked).not.toBeInTheDocument());
    isTaken('Ann\nBob');
    await dialog();
    act(() => reportSignedOut());
    expect(pasteRequest.get()).toBeNull();
  });

  it('takes the lists of a page that has no text', async () => {
    await open();
    expect(isTaken('', '<ul><li>Shop<ul><li>Milk</li></ul></li></ul>')).toBe(true);
    expect(await rows()).toEqual(['Shop', 'Subtask: Milk']);
  });
});

describe('Pasting one line', () => {
  it('is left to the browser', async () => {
    await open();
    expect(isTaken('Call Ann', '<ul><li>Call Ann</li></ul>')).toBe(false);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('takes its line end off', async () => {
    const { user } = await open();
    await user.type(field(), 'Call ');
    expect(isTaken('Ann\r\n')).toBe(true);
    await waitFor(() => expect(field()).toHaveValue('Call Ann'));
    expect(field().selectionStart).toBe(8);
  });
});
