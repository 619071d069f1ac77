import { act, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readReplica } from '../../testing/read-replica';
import { useTellSelected } from '../../model/todos/selected-todos';
import type { Todo } from '../../model/todos/todo';
import { createQueryClient } from '../../shared/api/query-client';
import { USER_ID } from '../../testing/fake-latch';
import { aLabel, aProject, aSection } from '../../testing/outline-builder';
import { renderApp } from '../../testing/render';
import { serveLatch } from '../../testing/server';
import { aSubtask, aTodo, INBOX_ID } from '../../testing/todo-builder';
import { attachDrag } from './attach-drag';
import DragLayer from './drag-layer';
import type { DragHost } from './drag-session';

vi.mock(import('./attach-drag'), () => ({ attachDrag: vi.fn() }));

const garden = aProject({ name: 'Garden' });
const week = aSection({ name: 'This week' });
const waiting = aLabel({ name: 'waiting' });
const [ferns, train] = [aTodo({ title: 'Ferns' }), aTodo({ title: 'Train' })];
const ticket = aSubtask(train, { title: 'Ticket' });

function Selecting({ todos }: { todos: readonly Todo[] }) {
  useTellSelected(todos);
  return null;
}

async function attached(selected: readonly Todo[] = []) {
  const latch = serveLatch(ferns, train, ticket).with(garden, week, waiting);
  const client = createQueryClient();
  await readReplica(client);
  const ui = (
    <>
      <Selecting todos={selected} />
      <DragLayer userId={USER_ID} />
    </>
  );
  const app = renderApp(ui, client);
  const host = vi.mocked(attachDrag).mock.lastCall?.[0] as DragHost;
  const stored = (title: string) => [...latch.todos.values()].find((todo) => todo.title === title) as Todo;
  return { ...app, latch, host, stored };
}

describe('DragLayer', () => {
  const detach = vi.fn();
  beforeEach(() => {
    detach.mockClear();
    vi.mocked(attachDrag).mockReturnValue(detach);
  });
  afterEach(() => vi.mocked(attachDrag).mockReset());

  it('attaches once, and detaches when it goes', async () => {
    const { unmount } = await attached();
    expect(attachDrag).toHaveBeenCalledTimes(1);
    unmount();
    expect(detach).toHaveBeenCalledTimes(1);
  });

  it('picks up a todo, with the others that are selected if it is', async () => {
    const alone = await attached();
    expect(alone.host.pickUp(ferns.id)).toMatchObject([ferns]);
    expect(alone.host.pickUp('unknown')).toEqual([]);
    alone.unmount();
    const { host } = await attached([ferns, train]);
    expect(host.pickUp(train.id)).toMatchObject([ferns, train]);
    expect(host.pickUp(ticket.id)).toMatchObject([ticket]);
  });

  it('knows what things are called, and where they are', async () => {
    const { host } = await attached();
    expect(host.pathOf(ticket.id)).toEqual([train.id, ticket.id]);
    expect([host.todo(ferns.id), host.section(week.id), host.section(null)]).toEqual(['Ferns', 'This week', undefined]);
    expect([host.project(garden.id), host.label(waiting.id)]).toEqual(['Garden', 'waiting']);
  });

  it('puts todos where they are dropped, several in one request and in their order', async () => {
    const { host, latch, stored } = await attached();
    const place = { projectId: 'inbox', sectionId: week.id, parentId: null };
    act(() => host.place([train.id, ferns.id], place, 'Moved to This week.'));
    await waitFor(() => expect(stored('Ferns').sectionId).toBe(week.id));
    expect([stored('Train').sectionId, stored('Ticket').sectionId]).toEqual([week.id, week.id]);
    expect(stored('Train').position < stored('Ferns').position).toBe(true);
    const sent = latch.log.filter((line) => !line.startsWith('GET'));
    expect(sent).toEqual([expect.stringContaining('POST /todos/bulk')]);
    expect(sent[0]).toContain(INBOX_ID);
  });

  it('gives todos to a project, and a label to todos', async () => {
    const { host, stored } = await attached();
    act(() => host.moveToProject([train.id], garden.id));
    act(() => host.addLabel([ferns.id], waiting.id));
    await waitFor(() => expect(stored('Ferns').labelIds).toEqual([waiting.id]));
    expect([stored('Train').projectId, stored('Ticket').projectId]).toEqual([garden.id, garden.id]);
  });
});
