import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NewTodo } from '../../../model/todos/todo';
import { writingCommand } from '../../../shared/keys/key-bindings';
import { TextArea } from '../../../shared/ui/text-area';
import { createQueryClient } from '../../../shared/api/query-client';
import { USER_ID } from '../../../testing/fake-latch';
import { aLabel, aProject, aSection } from '../../../testing/outline-builder';
import { readReplica } from '../../../testing/read-replica';
import { renderApp } from '../../../testing/render';
import { serveLatch } from '../../../testing/server';
import type { QuickAddOptions } from '../quick-add/quick-add-line';
import { useQuickAdd } from '../use-quick-add';

const onAdd = vi.fn<(wanted: NewTodo) => void>();

function Field({ place }: Pick<QuickAddOptions, 'place'>) {
  const { write, add, fieldProps, understood } = useQuickAdd({ userId: USER_ID, draftName: 'here', place, onAdd });
  return (
    <>
      <TextArea
        {...fieldProps}
        label="Add a todo"
        onKeyDown={(event) => {
          const command = writingCommand(event);
          if (!command) return;
          event.preventDefault();
          if (command === 'discard') write('');
          else add();
        }}
      />
      {understood}
    </>
  );
}

const bills = aLabel({ name: 'bills' });
const phone = aLabel({ name: 'phone' });
const home = aProject({ name: 'Home' });
const kitchen = aSection({ name: 'Kitchen', projectId: home.id });

// A Monday.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 10, 30, 10, 0) }));
afterEach(() => {
  vi.useRealTimers();
  vi.clearAllMocks();
  sessionStorage.clear();
});

async function open(place: QuickAddOptions['place'] = {}) {
  const latch = serveLatch().with(bills, phone, home, kitchen);
  const client = createQueryClient();
  await readReplica(client);
  const app = renderApp(<Field place={place} />, client);
  await app.user.click(field());
  return { latch, ...app };
}

const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Add a todo' });
const chips = () =>
  screen.queryAllByRole('button').map((chip) => chip.textContent.replace('. Make it text', '').replace(/^\//, ''));
const options = () => screen.queryAllByRole('option', { hidden: true }).map(({ textContent }) => textContent);

describe('Quick add', () => {
  it('shows what it understands as one types, with the very date, and sends what it showed', async () => {
    const { user } = await open();
    await user.keyboard('Pay rent #Home /Kitchen @bills p1 tomorrow 9am {{friday}');
    await waitFor(() =>
      expect(chips()).toEqual([
        'Project Home',
        'Section Kitchen',
        'Label bills',
        'Priority 1',
        'Due Tomorrow, Tue 1 Dec 9:00 am',
        'Deadline Fri 4 Dec',
      ]),
    );
    await user.keyboard('{Enter}');
    expect(onAdd).toHaveBeenCalledExactlyOnceWith({
      title: 'Pay rent',
      projectId: home.id,
      sectionId: kitchen.id,
      labelIds: [bills.id],
      priority: 1,
      due: '2026-12-01T09:00',
      deadline: '2026-12-04',
    });
    expect(field()).toHaveValue('');
    expect(field()).toHaveFocus();
  });

  it('says how it repeats, and from when', async () => {
    const { user } = await open();
    await user.keyboard('Pay rent every! month on the 1st at 9am');
    await waitFor(() =>
      expect(chips()).toEqual(['Repeats Every month on the 1st after completion, first Tue 1 Dec 9:00 am']),
    );
    await user.keyboard('{Enter}');
    expect(onAdd.mock.lastCall?.[0]).toEqual({
      title: 'Pay rent',
      due: '2026-12-01T09:00',
      recurrence: { rule: 'FREQ=MONTHLY;BYMONTHDAY=1', anchor: '2026-12-01T09:00', from: 'completion' },
    });
  });

  it('makes a chip text again by a click, and by Backspace right behind it', async () => {
    const { user } = await open();
    await user.keyboard('Call Ann monday @bills');
    await user.click(await screen.findByRole('button', { name: /Mon 7 Dec/ }));
    await waitFor(() => expect(chips()).toEqual(['Label bills']));
    expect(field()).toHaveFocus();
    await user.keyboard('{Backspace}');
    await waitFor(() => expect(chips()).toEqual([]));
    expect(field()).toHaveValue('Call Ann monday @bills');
    await user.keyboard('{Enter}');
    expect(onAdd).toHaveBeenCalledExactlyOnceWith({ title: 'Call Ann monday @bills' });
  });

  it('keeps as text what was dismissed, also while more is written and when the page is loaded anew', async () => {
    const { user, unmount } = await open();
    await user.keyboard('Call Ann monday');
    await user.click(await screen.findByRole('button', { name: /Mon 7 Dec/ }));
    await user.keyboard(' 9am');
    await waitFor(() => expect(chips()).toEqual(['Due Tomorrow, Tue 1 Dec 9:00 am']));
    unmount();
    const again = await open();
    await waitFor(() => expect(chips()).toEqual(['Due Tomorrow, Tue 1 Dec 9:00 am']));
    await again.user.keyboard('{Enter}');
    expect(onAdd).toHaveBeenCalledExactlyOnceWith({ title: 'Call Ann monday', due: '2026-12-01T09:00' });
  });

  it('leaves quoted words alone', async () => {
    const { user } = await open();
    await user.keyboard('Read "Tomorrow"{Enter}');
    await waitFor(() => expect(onAdd).toHaveBeenCalledExactlyOnceWith({ title: 'Read "Tomorrow"' }));
  });

  it('refuses a line of which nothing is left for a title, and gives it back', async () => {
    const { user } = await open();
    await user.keyboard('tomorrow{Enter}');
    await waitFor(() => expect(field()).toHaveAccessibleDescription('Give the todo a title.'));
    expect(field()).toHaveValue('tomorrow');
    await user.keyboard(' call Ann');
    expect(field()).not.toHaveAccessibleDescription();
  });

  it('takes no Enter of an input method', async () => {
    const { user } = await open();
    await user.keyboard('Read @bi');
    await waitFor(() => expect(options()[0]).toBe('bills'));
    fireEvent.keyDown(field(), { key: 'Enter', isComposing: true, keyCode: 229 });
    expect(field()).toHaveValue('Read @bi');
    expect(onAdd).not.toHaveBeenCalled();
  });
});

describe('A place', () => {
  it('gives what it has, and yields to what is typed', async () => {
    const { user } = await open({ due: '2026-11-30', projectId: home.id, sectionId: kitchen.id });
    await user.keyboard('Call Ann');
    expect(await screen.findByText('Today, Mon 30 Nov')).toBeVisible();
    expect(screen.getByText('Kitchen')).toBeVisible();
    await user.keyboard(' fri #Inbox');
    await waitFor(() => expect(screen.queryByText('Today, Mon 30 Nov')).toBeNull());
    expect(screen.queryByText('Kitchen')).toBeNull();
    await user.keyboard('{Enter}');
    expect(onAdd.mock.lastCall?.[0]).toMatchObject({ title: 'Call Ann', due: '2026-12-04' });
    expect(onAdd.mock.lastCall?.[0]).not.toHaveProperty('sectionId');
    await user.keyboard('Call Bob{Enter}');
    expect(onAdd).toHaveBeenLastCalledWith({
      title: 'Call Bob',
      due: '2026-11-30',
      projectId: home.id,
      sectionId: kitchen.id,
    });
  });

  it('of another day is the day of a time, and that from which something repeats', async () => {
    const { user } = await open({ due: '2026-12-05' });
    await user.keyboard('Call Ann 9am');
    await waitFor(() => expect(chips()).toEqual(['Due Sat 5 Dec 9:00 am']));
    await user.keyboard('{Escape}Call Ann every week');
    await waitFor(() => expect(chips()).toEqual(['Repeats Every Saturday, first Sat 5 Dec']));
  });

  it('adds its labels to those that are typed', async () => {
    const { user } = await open({ labelIds: [phone.id] });
    await user.keyboard('Call Ann @bills ');
    await waitFor(() => expect(chips()).toEqual(['Label bills']));
    await user.keyboard('{Enter}');
    expect(onAdd).toHaveBeenLastCalledWith({ title: 'Call Ann', labelIds: [phone.id, bills.id] });
  });

  it('below a todo takes neither project nor section', async () => {
    const { user } = await open({ parentId: 'parent' });
    await user.keyboard('Call Ann #Ho');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(onAdd).toHaveBeenLastCalledWith({ title: 'Call Ann #Ho', parentId: 'parent' }));
  });
});

describe('The menu of names', () => {
  it('completes by keys what is typed behind a sign', async () => {
    const { user } = await open();
    await user.keyboard('Call Ann @');
    await waitFor(() => expect(options()).toEqual(['bills', 'phone']));
    expect(field()).not.toHaveAttribute('aria-activedescendant');
    await user.keyboard('{ArrowDown}{ArrowDown}');
    const active = () => document.getElementById(field().getAttribute('aria-activedescendant') ?? '');
    await waitFor(() => expect(active()).toHaveTextContent('phone'));
    expect(active()).toHaveAttribute('aria-selected', 'true');
    await user.keyboard('{Enter}#ho{Tab}now');
    expect(field()).toHaveValue('Call Ann @phone #Home now');
    expect(options()).toEqual([]);
    await user.keyboard('{Enter}');
    expect(onAdd).toHaveBeenLastCalledWith({ title: 'Call Ann now', labelIds: [phone.id], projectId: home.id });
  });

  it('closes with Escape, which leaves the line', async () => {
    const { user } = await open();
    await user.keyboard('Call Ann @b');
    await waitFor(() => expect(options()[0]).toBe('bills'));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(options()).toEqual([]));
    expect(field()).toHaveValue('Call Ann @b');
    await user.keyboard('{Enter}');
    expect(onAdd).toHaveBeenLastCalledWith({ title: 'Call Ann @b' });
  });

  it('offers to make a name that there is not, and never does so by itself', async () => {
    const { user, latch } = await open();
    await user.keyboard('Call Ann @garden');
    await waitFor(() => expect(options()).toEqual(['Create label “garden”']));
    await user.keyboard('{Enter}');
    expect(onAdd).toHaveBeenLastCalledWith({ title: 'Call Ann @garden' });
    await user.keyboard('Call Ann @garden{ArrowDown}');
    await waitFor(() => expect(field()).toHaveAttribute('aria-activedescendant'));
    await user.keyboard('{Enter}');
    await waitFor(() => expect(chips()).toEqual(['Label garden']));
    await user.keyboard('now{Enter}');
    await waitFor(() =>
      expect(latch.log.some((entry) => entry.startsWith('POST') && entry.includes('/labels'))).toBe(true),
    );
    expect(onAdd.mock.lastCall?.[0].title).toBe('Call Ann now');
    expect(onAdd.mock.lastCall?.[0].labelIds).toHaveLength(1);
  });

  it('offers the same below the line', async () => {
    const { user } = await open({ projectId: home.id });
    await user.keyboard('Call Ann /Attic now');
    await user.click(await screen.findByRole('button', { name: 'Create section “Attic”' }));
    await waitFor(() => expect(chips()).toEqual(['Section Attic']));
    expect(field()).toHaveValue('Call Ann /Attic now');
  });
});
