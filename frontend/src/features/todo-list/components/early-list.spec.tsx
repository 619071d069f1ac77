import { act, screen, waitFor, within } from '@testing-library/react';
import { http } from 'msw';
import { Component, type ReactNode } from 'react';
import { expect, it, vi } from 'vitest';
import { changesOf } from '../../../model/changes/user-changes';
import { bulkEdit } from '../../../model/todos/edit-todos';
import { todoContext } from '../../../model/todos/todo-context';
import { readList } from '../../../replica/synced-replica';
import { createQueryClient } from '../../../shared/api/query-client';
import { FakeLatch, USER_ID } from '../../../testing/fake-latch';
import { aSection } from '../../../testing/outline-builder';
import { renderApp } from '../../../testing/render';
import { server, serveLatch } from '../../../testing/server';
import { aTodo, INBOX_ID } from '../../../testing/todo-builder';
import { ProjectView } from './project-view';

const many = (count: number) => Array.from({ length: count }, (_, index) => aTodo({ title: `${index + 1}` }));
const latchOf = (name: string) => screen.getByRole('checkbox', { name });
const isLoading = () => screen.queryByText('Loading your todos') !== null;

/** Where the page of an error would be. */
class Failure extends Component<{ children: ReactNode }, { message?: string }> {
  override state: { message?: string } = {};
  static getDerivedStateFromError = ({ message }: Error) => ({ message });
  override render() {
    return this.state.message ?? this.props.children;
  }
}

/** Opens the Inbox while the change feed is held back. */
async function openEarly(latch: FakeLatch) {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  server.use(http.get('*/sync', () => released.then(() => undefined)));
  const client = createQueryClient();
  await readList(client, USER_ID, 'project inbox');
  const app = renderApp(
    <Failure>
      <ProjectView userId={USER_ID} projectId="inbox" onOpen={vi.fn()} onAction={vi.fn()} />
    </Failure>,
    client,
  );
  return { latch, release, ...app };
}

it('shows the first page, of which a todo is completed, until the rest is there', async () => {
  const todos = many(45);
  const { latch, release, user } = await openEarly(serveLatch(...todos));
  await user.click(latchOf('2'));
  await waitFor(() => expect(latch.log).toHaveLength(1));
  expect(latch.log[0]).toBe(`PATCH /todos/${todos[1]!.id} {"completed":true,"version":1}`);
  await waitFor(() => expect(screen.queryByRole('checkbox', { name: '2' })).not.toBeInTheDocument());
  expect(isLoading()).toBe(true);
  expect(latchOf('1').closest('li')).toHaveAttribute('aria-setsize', '-1');
  release();
  await waitFor(() => expect(isLoading()).toBe(false));
  expect(latchOf('1').closest('li')).toHaveAttribute('aria-setsize', '44');
  expect(screen.queryByRole('checkbox', { name: '2' })).not.toBeInTheDocument();
});

it('calls a list empty when it is known to be', async () => {
  await openEarly(serveLatch());
  expect(await screen.findByText('Your Inbox is empty')).toBeVisible();
});

it('does not call a list empty of which all that is there was completed', async () => {
  const { client, release } = await openEarly(serveLatch(...many(41)));
  const context = todoContext(client, USER_ID);
  const ids = [...context.replica.shown.all('todos')].map(({ id }) => id);
  expect(ids).toHaveLength(40);
  const completion = { ...bulkEdit(context, ids, { completed: true }), fails: '' };
  act(() => void changesOf(client, USER_ID).run(completion, { made: vi.fn(), refused: vi.fn() }));
  await waitFor(() => expect(screen.queryAllByRole('checkbox')).toEqual([]));
  expect([screen.queryByText('Your Inbox is empty'), isLoading()]).toEqual([null, true]);
  release();
  expect(await screen.findByRole('checkbox', { name: '41' })).toBeVisible();
});

it('shows no section behind the first page, and none of what is to be at its end', async () => {
  const sections = ['Here', 'There'].map((name) => aSection({ projectId: INBOX_ID, name }));
  const inside = many(41).map((todo) => ({ ...todo, sectionId: sections[0]!.id }));
  const { release } = await openEarly(serveLatch(...inside).with(...sections));
  const headings = () =>
    screen.queryAllByRole('heading').map((heading) => within(heading).getByRole('button').textContent);
  expect(headings()).toEqual(['Here']);
  expect(screen.queryByRole('button', { name: 'Add a section' })).not.toBeInTheDocument();
  release();
  expect(await screen.findByRole('button', { name: 'Add a section' })).toBeVisible();
});

it('shows what went wrong when the rest does not come', async () => {
  const reported = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const { latch, release } = await openEarly(serveLatch(...many(45)));
  expect(latchOf('1')).toBeVisible();
  latch.be(FakeLatch.refusals.broken);
  release();
  expect(await screen.findByText('Something went wrong on our side.')).toBeVisible();
  expect(screen.queryByRole('checkbox')).not.toBeInTheDocument();
  reported.mockRestore();
});
