import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { useChanges } from '../../../model/changes/use-changes';
import type { Section } from '../../../model/outline/outline';
import { readReplica } from '../../../testing/read-replica';
import type { Todo } from '../../../model/todos/todo';
import { createQueryClient } from '../../../shared/api/query-client';
import { useCommands } from '../../../shared/keys/use-commands';
import { FakeLatch, USER_ID } from '../../../testing/fake-latch';
import { aSection } from '../../../testing/outline-builder';
import { renderApp } from '../../../testing/render';
import { serveLatch } from '../../../testing/server';
import { aTodo, INBOX_ID } from '../../../testing/todo-builder';
import { ProjectView } from './project-view';

function Page() {
  const { undo } = useChanges(USER_ID);
  useCommands({ undo: () => undo() }, { fallback: true });
  return <ProjectView userId={USER_ID} projectId="inbox" onOpen={vi.fn()} onAction={vi.fn()} />;
}

async function openInbox(todos: Todo[] = [], ...sections: Section[]) {
  const latch = serveLatch(...todos).with(...sections);
  const client = createQueryClient();
  await readReplica(client);
  const app = renderApp(<Page />, client);
  await waitFor(() => expect(screen.queryByText('Loading your todos')).not.toBeInTheDocument());
  const type = async (...titles: string[]) => {
    await app.user.click(screen.getByRole('textbox', { name: /^Add a todo/ }));
    for (const title of titles) await app.user.keyboard(`${title}{Enter}`);
  };
  const stored = () => latch.lists.of(INBOX_ID).map(({ title }) => title);
  return { latch, type, stored, ...app };
}

const shown = () => screen.getAllByRole('checkbox').map((latch) => latch.getAttribute('aria-label'));
const focusOn = (title: string) =>
  act(() =>
    screen
      .getByRole('checkbox', { name: title })
      .closest('li')
      ?.querySelector<HTMLElement>('[data-todo-title]')
      ?.focus(),
  );

describe('todos typed one after another', () => {
  it('read in the order typed, from where the list begins', async () => {
    const ten = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
    const { type, stored } = await openInbox([aTodo({ title: 'Old' })]);
    await type(...ten);
    expect(shown()).toEqual([...ten, 'Old']);
    await waitFor(() => expect(stored()).toEqual([...ten, 'Old']));
  });

  it('do so in each section by itself', async () => {
    const week = aSection({ name: 'This week' });
    const { user, type, stored } = await openInbox([aTodo({ title: 'Old', sectionId: week.id })], week);
    await type('one', 'two');
    await user.click(await screen.findByRole('button', { name: 'Add a todo to This week' }));
    await type('three', 'four');
    const order = ['one', 'two', 'three', 'four', 'Old'];
    expect(shown()).toEqual(order);
    await waitFor(() => expect(stored()).toEqual(order));
  });

  it('pass over what was undone or completed in between', async () => {
    const { user, type, stored } = await openInbox([aTodo({ title: 'Old' })]);
    await type('one', 'two', 'three');
    focusOn('three');
    await user.keyboard('z');
    focusOn('two');
    await user.keyboard('e');
    await type('four');
    await waitFor(() => expect(shown()).toEqual(['one', 'four', 'Old']));
    await waitFor(() => expect(stored()).toEqual(['one', 'four', 'Old']));
  });

  it('begin anew once the one before was put elsewhere', async () => {
    const { user, type, stored } = await openInbox([aTodo({ title: 'Old' })]);
    await type('one');
    focusOn('one');
    await user.keyboard('{Alt>}{ArrowDown}{/Alt}');
    await type('two');
    await waitFor(() => expect(shown()).toEqual(['two', 'Old', 'one']));
    await waitFor(() => expect(stored()).toEqual(['two', 'Old', 'one']));
  });

  it('are added also when the one before was refused, or is gone', async () => {
    const { latch, type, stored } = await openInbox([aTodo({ title: 'Old' })]);
    latch.refuseNext(FakeLatch.refusals.notFound);
    latch.refuseNext({
      status: 422,
      body: {
        error_code: 'VALIDATION_FAILED',
        message: 'Something is not right.',
        detail: null,
        fields: { afterId: ['This todo is not open in this list.'] },
      },
    });
    const release = latch.hold();
    await type('one', 'two');
    release();
    await waitFor(() => expect(stored()).toEqual(['two', 'Old']));
    await waitFor(() => expect(shown()).toEqual(['two', 'Old']));
  });
});
