import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { createQueryClient } from '../shared/api/query-client';
import { ada, serveAccount } from '../testing/fake-account';
import { aLabel, aProject, aSavedFilter } from '../testing/outline-builder';
import { renderApp } from '../testing/render';
import { serveLatch } from '../testing/server';
import { aTodo } from '../testing/todo-builder';
import { createAppRouter } from './router';

const work = aProject({ name: 'Work' });
const phone = aLabel({ name: 'phone' });
const urgent = aSavedFilter({ name: 'Urgent', query: 'p1', colour: 'red' });
const calls = aSavedFilter({ name: 'Calls', query: '@phone', favourite: true });
const todos = [
  aTodo({ title: 'Call the bank', priority: 1, labelIds: [phone.id] }),
  aTodo({ title: 'Order tiles', priority: 1, projectId: work.id }),
  aTodo({ title: 'Water the ferns' }),
];

function open(path: string) {
  serveAccount(ada);
  const latch = serveLatch(...todos).with(work, phone, urgent, calls);
  const history = createMemoryHistory({ initialEntries: ['/trash', path], initialIndex: 1 });
  const client = createQueryClient();
  const page = renderApp(<RouterProvider router={createAppRouter(client, history)} />, client);
  return { ...page, latch, history };
}
const field = () => screen.findByRole('textbox', { name: 'Filter' });
const titles = () =>
  within(screen.getByRole('list', { name: 'Todos in this filter' }))
    .getAllByRole('checkbox')
    .map((box) => box.getAttribute('aria-label'));
const part = (name: string) => screen.findByRole('list', { name });
const lines = async (name: string) =>
  within(await part(name))
    .getAllByRole('link')
    .map(({ textContent }) => textContent);
const choose = async (user: ReturnType<typeof open>['user'], name: string, what: string) => {
  const list = await part('Filters');
  await user.click(await within(list).findByRole('button', { name: `Actions for ${name}` }));
  await user.click(await screen.findByRole('menuitem', { name: what }));
};

it('lists saved filters with counts that follow what is done', async () => {
  const { user } = open(`/filters/${urgent.id}`);
  await waitFor(async () => expect(await lines('Filters')).toEqual(['Urgent2 open', 'Calls1 open']));
  expect(await lines('Favourites')).toEqual(['Calls1 open']);
  expect(await screen.findByRole('heading', { level: 1, name: 'Urgent' })).toBeVisible();
  await waitFor(() => expect(titles()).toEqual(['Order tiles', 'Call the bank']));
  await user.click(screen.getByRole('checkbox', { name: 'Call the bank' }));
  await waitFor(async () => expect(await lines('Filters')).toEqual(['Urgent1 open', 'Calls']));
});

it('saves a filter under a name, and shows it', async () => {
  const { user, latch, history } = open('/filter?query=%23Work');
  await user.click(await screen.findByRole('button', { name: 'Save as filter' }));
  const dialog = await screen.findByRole('dialog', { name: 'Save as filter' });
  await user.type(within(dialog).getByLabelText('Name'), 'urgent');
  await user.click(within(dialog).getByRole('button', { name: 'Save filter' }));
  expect(within(dialog).getByText('You already have a filter with this name.')).toBeVisible();
  await user.clear(within(dialog).getByLabelText('Name'));
  await user.type(within(dialog).getByLabelText('Name'), ' At work ');
  await user.click(within(dialog).getByLabelText('Show in favourites'));
  await user.keyboard('{Enter}');
  expect(await screen.findByRole('heading', { level: 1, name: 'At work' })).toBeVisible();
  expect(await field()).toHaveValue('#Work');
  expect(history.location.search).toBe('');
  await waitFor(() =>
    expect([...latch.store.filters.values()]).toContainEqual(
      expect.objectContaining({ name: 'At work', query: '#Work', favourite: true }),
    ),
  );
  await waitFor(async () => expect(await lines('Favourites')).toEqual(['Calls1 open', 'At work1 open']));
});

it('keeps a changed query until it is saved or discarded', async () => {
  const { user, latch } = open(`/filters/${urgent.id}`);
  await user.type(await field(), ' & #Work');
  const notice = await screen.findByText('This filter has changes that are not saved.');
  expect(notice).toBeVisible();
  await waitFor(() => expect(titles()).toEqual(['Order tiles']));
  await waitFor(async () => expect(await lines('Filters')).toContain('Urgent2 open'));

  await user.click(await screen.findByRole('link', { name: /^Trash/ }));
  await user.click(within(await part('Filters')).getByRole('link', { name: /^Urgent/ }));
  expect(await field()).toHaveValue('p1 & #Work');
  await user.click(screen.getByRole('button', { name: 'Discard' }));
  await waitFor(async () => expect(await field()).toHaveValue('p1'));
  expect(screen.queryByText('This filter has changes that are not saved.')).toBeNull();

  await user.type(await field(), ' &');
  expect(await screen.findByText('Correct the filter to save its changes.')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
  await user.type(await field(), ' @phone');
  await user.click(await screen.findByRole('button', { name: 'Save' }));
  await waitFor(() => expect(latch.log).toContain(`PATCH /filters/${urgent.id} {"query":"p1 & @phone","version":1}`));
  await waitFor(() => expect(screen.queryByText('This filter has changes that are not saved.')).toBeNull());
  expect(await field()).toHaveValue('p1 & @phone');
  await waitFor(async () => expect(await lines('Filters')).toContain('Urgent1 open'));
});

it('is edited, moved and deleted from its menu, and restored by undo', async () => {
  const { user, latch } = open(`/filters/${urgent.id}`);
  await choose(user, 'Urgent', 'Edit…');
  const dialog = await screen.findByRole('dialog', { name: 'Edit filter' });
  await user.clear(within(dialog).getByLabelText('Name'));
  await user.type(within(dialog).getByLabelText('Name'), 'Now{Enter}');
  expect(await screen.findByRole('heading', { level: 1, name: 'Now' })).toBeVisible();
  await waitFor(() => expect(latch.log).toContain(`PATCH /filters/${urgent.id} {"name":"Now","version":1}`));

  await choose(user, 'Now', 'Move down');
  await waitFor(async () => expect((await lines('Filters'))[0]).toMatch(/^Calls/));
  await waitFor(() => expect(latch.log).toContain(`POST /filters/${urgent.id}/move {"afterId":"${calls.id}"}`));

  await choose(user, 'Now', 'Delete');
  expect(await screen.findByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible();
  await waitFor(async () => expect(await lines('Filters')).toEqual(['Calls1 open']));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(async () => expect((await lines('Filters'))[1]).toMatch(/^Now/));
});

it('says that a filter does not exist', async () => {
  open('/filters/0193f1c2-7b00-7c3a-9d2e-000000000000');
  expect(await screen.findByRole('heading', { level: 1, name: 'This filter is not here' })).toBeVisible();
});

it('goes to a filter from the palette', async () => {
  const { user } = open('/trash');
  await screen.findByRole('heading', { level: 1, name: 'Trash' });
  await user.keyboard('{Control>}k{/Control}');
  await user.type(await screen.findByPlaceholderText(/^Find/), 'urg');
  await user.click(await screen.findByRole('option', { name: 'Urgent' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Urgent' })).toBeVisible();
});

it('is changed by its conditions', async () => {
  const { user } = open('/filter?query=P1');
  await user.click(await screen.findByRole('button', { name: 'Conditions' }));
  await user.click(await screen.findByRole('button', { name: 'Add a condition' }));
  await waitFor(async () => expect(await field()).toHaveValue('P1 & today'));
  const added = await screen.findByRole('group', { name: 'Condition 2' });
  expect(within(added).getByLabelText('What')).toHaveFocus();
  await user.selectOptions(within(added).getByLabelText('What'), 'Project');
  await user.clear(within(added).getByLabelText('Value'));
  await user.type(within(added).getByLabelText('Value'), 'Work');
  await waitFor(async () => expect(await field()).toHaveValue('P1 & #Work'));
  await waitFor(() => expect(titles()).toEqual(['Order tiles']));

  await user.click(within(added).getByRole('button', { name: 'not' }));
  await waitFor(async () => expect(await field()).toHaveValue('P1 & !#Work'));
  await user.click(screen.getByRole('button', { name: 'Remove condition 2' }));
  await waitFor(async () => expect(await field()).toHaveValue('P1'));
  await user.selectOptions(screen.getByLabelText('How these are joined'), 'Any of these');
  await waitFor(async () => expect(await field()).toHaveValue('P1'));
  await user.click(screen.getByRole('button', { name: 'Add a group' }));
  const group = within(screen.getByRole('group', { name: 'All of these' }));
  await user.click(group.getByRole('button', { name: 'Add a condition' }));
  await waitFor(async () => expect(await field()).toHaveValue('P1 | today & today'));
});

it('shows in its conditions what cannot be one as text, with what is wrong', async () => {
  const { user } = open('/filter?query=p1 %26 nonsense');
  await user.click(await screen.findByRole('button', { name: 'Conditions' }));
  const text = await screen.findByRole('textbox', { name: 'Part of the filter as text' });
  expect(text).toHaveValue('nonsense');
  expect(text).toHaveAccessibleDescription(/is not a condition/);
  await user.clear(text);
  await user.type(text, 'p2 | p3');
  await user.tab();
  await waitFor(async () => expect(await field()).toHaveValue('p1 & (p2 | p3)'));
  await user.clear(await field());
  await user.type(await field(), '(p1');
  expect(await screen.findByText('Correct the text first. Then you can add conditions.')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Add a condition' })).toBeNull();
});
