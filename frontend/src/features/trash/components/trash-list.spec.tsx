import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { retryNow } from '../../../shared/api/until-answered';
import { FakeLatch, USER_ID } from '../../../testing/fake-latch';
import { renderApp } from '../../../testing/render';
import { serveLatch } from '../../../testing/server';
import { aTodo } from '../../../testing/todo-builder';
import { EmptyTrash } from './empty-trash';
import { TrashList } from './trash-list';

/** Trash with those todos in it. */
function open(...titles: string[]) {
  const todos = titles.map((title) => aTodo({ title }));
  const latch = serveLatch(...todos);
  for (const { id } of todos) latch.deleteElsewhere(id);
  const page = renderApp(
    <>
      <EmptyTrash userId={USER_ID} />
      <TrashList userId={USER_ID} />
    </>,
  );
  return { latch, todos, ...page };
}
const rows = () => screen.getAllByRole('listitem').map((row) => within(row).getAllByRole('paragraph')[0]?.textContent);

describe('Trash', () => {
  it('says what to do next when it is empty, and offers nothing to empty', async () => {
    open();
    expect(await screen.findByText('Trash is empty')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Empty Trash' })).toBeNull();
  });

  it('restores', async () => {
    const { user, latch, todos } = open('Ferns', 'Tap');
    await user.click(await screen.findByRole('button', { name: 'Restore Ferns' }));
    expect(rows()).toEqual(['Tap']);
    await waitFor(() => expect(latch.todos.has(todos[0]?.id ?? '')).toBe(true));
  });

  it('hands the focus on to the next one, and to the one before at the end', async () => {
    const { user } = open('Ferns', 'Tap', 'Oven');
    await screen.findByRole('button', { name: 'Restore Tap' });
    const [first, second, third] = rows();
    await user.click(screen.getByRole('button', { name: `Restore ${second}` }));
    expect(screen.getByRole('button', { name: `Restore ${third}` })).toHaveFocus();
    await user.keyboard('{Tab}{Enter}');
    const question = within(await screen.findByRole('alertdialog', { name: `Delete “${third}” for good?` }));
    await user.click(question.getByRole('button', { name: 'Delete for good' }));
    await waitFor(() => expect(screen.getByRole('button', { name: `Restore ${first}` })).toHaveFocus());
  });

  it('draws only what is near the window, and tells how many there are', async () => {
    open(...Array.from({ length: 250 }, (_, n) => `Todo ${n}`));
    await screen.findByRole('list', { name: 'Trash' });
    expect(rows().length).toBeLessThan(60);
    expect(screen.getAllByRole('listitem')[0]).toHaveAttribute('aria-setsize', '250');
  });

  it('asks before it deletes for good', async () => {
    const { user, latch } = open('Ferns', 'Tap');
    await user.click(await screen.findByRole('button', { name: 'Delete Ferns for good' }));
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Delete “Ferns” for good?' }));
    expect(latch.store.trash.size).toBe(2);
    await user.click(dialog.getByRole('button', { name: 'Delete for good' }));
    await waitFor(() => expect(latch.store.trash.size).toBe(1));
    expect(rows()).toEqual(['Tap']);
  });

  it('deletes for good while nobody answers, and then only what was seen, and is in Trash still', async () => {
    const { user, latch, todos } = open('Ferns', 'Tap', 'Oven');
    await screen.findByRole('button', { name: 'Delete Ferns for good' });
    latch.be(FakeLatch.refusals.outage);
    await user.click(screen.getByRole('button', { name: 'Delete Ferns for good' }));
    const one = within(await screen.findByRole('alertdialog', { name: 'Delete “Ferns” for good?' }));
    await user.click(one.getByRole('button', { name: 'Delete for good' }));
    await waitFor(() => expect(rows()).toHaveLength(2));
    await user.click(screen.getByRole('button', { name: 'Empty Trash' }));
    const all = within(await screen.findByRole('alertdialog', { name: 'Empty Trash?' }));
    await user.click(all.getByRole('button', { name: 'Empty Trash' }));
    expect(await screen.findByText('Trash is empty')).toBeInTheDocument();

    const later = aTodo({ title: 'Later' });
    latch.todos.set(later.id, later);
    latch.deleteElsewhere(later.id);
    latch.outline.restore(todos[1]!.id);
    latch.be(null);
    retryNow();
    await waitFor(() => expect([...latch.store.trash.keys()]).toEqual([later.id]));
    expect([...latch.todos.values()].map(({ title }) => title)).toEqual(['Tap']);
  });

  it('asks before it is emptied, and does nothing on Cancel', async () => {
    const { user, latch } = open('Ferns', 'Tap');
    await user.click(await screen.findByRole('button', { name: 'Empty Trash' }));
    const dialog = async () => within(await screen.findByRole('alertdialog', { name: 'Empty Trash?' }));
    await user.click((await dialog()).getByRole('button', { name: 'Cancel' }));
    expect(rows()).toHaveLength(2);
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Empty Trash' }));
    await user.click((await dialog()).getByRole('button', { name: 'Empty Trash' }));
    expect(await screen.findByText('Trash is empty')).toBeInTheDocument();
    await waitFor(() => expect(latch.store.trash.size).toBe(0));
  });
});
