import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { RefusedChange } from '../replica/refused-changes';
import { syncedReplica } from '../replica/synced-replica';
import { createQueryClient } from '../shared/api/query-client';
import { ada, serveAccount } from '../testing/fake-account';
import { USER_ID } from '../testing/fake-latch';
import { renderApp, saying } from '../testing/render';
import { serveLatch } from '../testing/server';
import { keepNotes, readKeptNotes } from '../model/todos/kept-notes';
import { uuidv7 } from '../model/uuid';
import { aLabel, aProject, aSection } from '../testing/outline-builder';
import { aSyncPage } from '../testing/sync-page-builder';
import { aTodo, INBOX_ID } from '../testing/todo-builder';
import { createAppRouter } from './router';

vi.stubGlobal('matchMedia', () => ({ addEventListener: () => {}, removeEventListener: () => {} }));

const ferns = aTodo({ title: 'Water the ferns on Tuesday', notes: 'Theirs', version: 2 });
const mine = { title: 'Water the ferns on Monday', notes: 'Mine' };
const made = { written: [], did: 'Renamed “Ferns”', fails: '“Ferns” was not changed', undoable: true };

const conflict: RefusedChange = {
  id: ferns.id,
  at: '2026-11-20T09:00:00.000Z',
  subject: { table: 'todos', id: ferns.id, title: ferns.title },
  reason: 'Changed.',
  change: { ...made, id: ferns.id, about: [ferns.id], made: ['update', ferns, mine] },
  conflict: { theirs: ferns, mine },
};
const sink = aTodo({ title: 'Sink' });
const refused: RefusedChange = {
  id: sink.id,
  at: '2026-11-20T10:00:00.000Z',
  subject: { table: 'todos', id: sink.id, title: 'Sink' },
  reason: 'This project does not exist.',
  change: {
    ...made,
    id: sink.id,
    did: 'Added “Sink”',
    fails: '“Sink” was not added',
    about: [sink.id],
    made: ['create', sink, { title: 'Sink', notes: 'The left one' }],
  },
};

const bills = aLabel({ name: 'Bills' });

async function open(path: string, ...waiting: RefusedChange[]) {
  serveAccount(ada);
  const latch = serveLatch(structuredClone(ferns)).with(bills, gardens);
  const client = createQueryClient();
  const changes = syncedReplica(client, USER_ID).keptChanges.refused;
  for (const one of waiting) void changes.add(one);
  const history = createMemoryHistory({ initialEntries: [path] });
  const page = renderApp(<RouterProvider router={createAppRouter(client, history)} />, client);
  const nav = within(await screen.findByRole('navigation', { name: 'Lists' }));
  return { latch, nav, changes, history, ...page };
}
const entry = (name: RegExp) => screen.findByRole('group', { name });

it('is in the sidebar, with a count, only while there is something', async () => {
  const { nav, changes } = await open('/inbox', conflict, refused);
  expect(await nav.findByRole('link', { name: /^Needs you/ })).toHaveTextContent('Needs you2');
  act(() => void changes.remove(refused.id));
  expect(nav.getByRole('link', { name: /^Needs you/ })).toHaveTextContent('Needs you1');
  act(() => void changes.remove(conflict.id));
  expect(nav.queryByRole('link', { name: /^Needs you/ })).toBeNull();
});

it('says what to do when nothing waits', async () => {
  await open('/needs-you');
  expect(await screen.findByText('Nothing needs you')).toBeInTheDocument();
});

it('shows both values with when they were made, and what a refused change wanted with the reason', async () => {
  await open('/needs-you', conflict, refused);
  const both = await entry(/^Water the ferns on Tuesday/);
  expect(both).toHaveTextContent(/Title and notes: changed on another device .*, and here /);
  expect(both).toHaveTextContent('Water the ferns on Monday');
  expect(within(both).getByText('Monday').tagName).toBe('MARK');
  const one = within(await entry(/“Sink” was not added/));
  expect(one.getByText(/This project does not exist\./)).toBeInTheDocument();
  expect(one.getByText('The left one')).toBeInTheDocument();
});

it('is answered by one key each, and hands the focus to the neighbour and then to the heading', async () => {
  const { latch, user } = await open('/needs-you', conflict, refused);
  const both = await entry(/^Water the ferns on Tuesday/);
  act(() => screen.getByRole('heading', { level: 1 }).focus());
  await user.keyboard('jj');
  expect(await entry(/“Sink”/)).toHaveFocus();
  await user.keyboard('k');
  expect(both).toHaveFocus();
  await user.keyboard('1');
  await waitFor(() => expect(latch.todos.get(ferns.id)).toMatchObject(mine));
  expect(await entry(/“Sink”/)).toHaveFocus();
  await user.keyboard('2');
  expect(await screen.findByText('Nothing needs you')).toBeInTheDocument();
  expect(screen.getByRole('heading', { level: 1, name: 'Needs you' })).toHaveFocus();
  expect(latch.todos.size).toBe(1);
  expect(await screen.findByText(saying('Discarded the change to “Sink”'))).toBeInTheDocument();
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await user.click(within(await entry(/“Sink”/)).getByRole('button', { name: /^Try again/ }));
  await waitFor(() => expect(latch.todos.get(sink.id)).toMatchObject({ title: 'Sink', notes: 'The left one' }));
});

it('is answered by a double click once', async () => {
  const { changes } = await open('/needs-you', conflict, refused);
  const one = within(await entry(/“Sink”/)).getByRole('button', { name: /^Discard/ });
  fireEvent.click(one, { detail: 2 });
  expect(changes.get()).toHaveLength(2);
  fireEvent.click(one, { detail: 1 });
  await waitFor(() => expect(changes.get()).toHaveLength(1));
});

it('is edited and tried again, and Escape leaves it as it was', async () => {
  const { latch, user } = await open('/needs-you', refused);
  const one = await entry(/“Sink”/);
  act(() => one.focus());
  await user.keyboard('3');
  expect(await screen.findByRole('textbox', { name: 'What you wanted' })).toHaveFocus();
  await user.keyboard('{Escape}');
  expect(one).toHaveFocus();
  await user.keyboard('3');
  await user.keyboard('Tap{Enter}');
  await waitFor(() => expect(latch.todos.get(sink.id)?.title).toBe('Tap'));
  expect(await screen.findByText('Nothing needs you')).toBeInTheDocument();
});

it('is not tried again by leaving its editor, so that it can be discarded, and is with what is written there', async () => {
  const { latch, user, changes } = await open('/needs-you', refused);
  const one = await entry(/“Sink”/);
  const press = (name: RegExp) => user.click(within(one).getByRole('button', { name }));
  await press(/^Edit and try again/);
  await user.keyboard('Tap');
  await press(/^Discard/);
  expect(await screen.findByText('Nothing needs you')).toBeInTheDocument();
  expect(latch.log.filter((line) => line.startsWith('POST'))).toEqual([]);

  act(() => void changes.add(refused));
  const again = within(await entry(/“Sink”/));
  await user.click(again.getByRole('button', { name: /^Edit and try again/ }));
  await user.keyboard('Basin');
  await user.click(again.getByRole('button', { name: /^Try again/ }));
  await waitFor(() => expect(latch.todos.get(sink.id)?.title).toBe('Basin'));
});

it('of adding to what was deleted since is added to the Inbox, without labels that are gone', async () => {
  const gone = uuidv7();
  const [labelIds, wanted] = [[gone, bills.id], { title: 'Sink', projectId: gone, afterId: gone }];
  const made: RefusedChange['change']['made'] = ['create', { ...sink, labelIds }, { ...wanted, labelIds }];
  const { latch, user } = await open('/needs-you', { ...refused, change: { ...refused.change, made } });
  await user.click(within(await entry(/“Sink”/)).getByRole('button', { name: /^Add to Inbox/ }));
  await waitFor(() => expect(latch.todos.get(sink.id)).toMatchObject({ projectId: INBOX_ID, labelIds: [bills.id] }));
  expect(latch.log.find((line) => line.startsWith('POST'))).not.toContain('projectId');
});

it('of a todo that was deleted for good is added as a new one, with all that was typed', async () => {
  const gone = aTodo({ title: 'Gone', notes: 'Old', priority: 2, labelIds: [bills.id, uuidv7()], version: 4 });
  keepNotes(USER_ID, gone.id, 'Typed', 'Old');
  const made: RefusedChange['change']['made'] = ['update', gone, { notes: 'Typed' }];
  const change = { ...refused.change, made, fails: 'The notes of “Gone” were not saved' };
  const subject = { ...refused.subject, id: gone.id, title: 'Gone' };
  const { latch, user } = await open('/needs-you', { ...refused, change, subject, isGone: true });
  const one = within(await entry(/The notes of “Gone” were not saved/));
  expect(one.queryByRole('button', { name: /^Try again/ })).toBeNull();
  await user.click(await one.findByRole('button', { name: /^Add as a new todo/ }));
  await waitFor(() => expect([...latch.todos.values()].map(({ title }) => title)).toContain('Gone'));
  const added = [...latch.todos.values()].find(({ title }) => title === 'Gone');
  expect(added).toMatchObject({ notes: 'Typed', priority: 2, labelIds: [bills.id], projectId: INBOX_ID });
  expect(added?.id).not.toBe(gone.id);
  expect(await screen.findByText(saying('Added “Gone”'))).toBeInTheDocument();
  expect(await screen.findByText('Nothing needs you')).toBeInTheDocument();
  expect(readKeptNotes(USER_ID, gone.id)).toBeNull();
});

/** A change of something that the server does not have, refused. */
function refusedUpdate(table: 'projects' | 'sections' | 'labels', kind: string, thing: { id: string; name: string }) {
  const change = {
    ...refused.change,
    about: [],
    made: [kind, thing, { name: 'Typed' }] as [string, ...unknown[]],
    fails: `The name of “${thing.name}” was not saved`,
  };
  return { ...refused, change, subject: { table, id: thing.id, title: thing.name }, isGone: true };
}

const gardens = aProject({ name: 'Gardens', colour: 'green' });
it.each([
  {
    table: 'projects',
    kind: 'updateProject',
    thing: aProject({ name: 'Gone', colour: 'red', favourite: true, parentId: uuidv7() }),
    added: { colour: 'red', favourite: true, parentId: null },
    answer: /^Add as a new project/,
  },
  {
    table: 'sections',
    kind: 'updateSection',
    thing: aSection({ name: 'Gone', projectId: gardens.id }),
    added: { projectId: gardens.id },
    answer: /^Add as a new section/,
  },
  {
    table: 'labels',
    kind: 'updateLabel',
    thing: aLabel({ name: 'Gone', colour: 'red' }),
    added: { colour: 'red' },
    answer: /^Add as a new label/,
  },
] as const)(
  'of $table that were deleted for good is added as a new one',
  async ({ table, kind, thing, added, answer }) => {
    const { latch, user } = await open('/needs-you', refusedUpdate(table, kind, thing));
    const one = within(await entry(/The name of “Gone” was not saved/));
    await user.click(await one.findByRole('button', { name: answer }));
    const named = () => [...latch.store[table].values()].find(({ name }) => name === 'Typed');
    await waitFor(() => expect(named()).toMatchObject(added));
    expect(named()?.id).not.toBe(thing.id);
    expect(await screen.findByText('Nothing needs you')).toBeInTheDocument();
  },
);

it('of a section whose project was deleted for good as well can only be discarded, and is not lost by trying again', async () => {
  const section = aSection({ name: 'Gone', projectId: uuidv7() });
  const { latch, user } = await open('/needs-you', refusedUpdate('sections', 'updateSection', section));
  const one = within(await entry(/The name of “Gone” was not saved/));
  await user.click(await one.findByRole('button', { name: /^Try again/ }));
  expect(await screen.findByText(saying('“Gone” was not restored'))).toBeInTheDocument();
  expect(await entry(/The name of “Gone” was not saved/)).toHaveTextContent('Typed');
  expect(latch.log.filter((line) => line.startsWith('PATCH /sections'))).toEqual([]);
});

it('of notes whose title is known nowhere any more are added under their first line', async () => {
  const gone = aTodo({ title: '' });
  const made: RefusedChange['change']['made'] = ['update', gone, { notes: '\nMilk, bread\nand tea' }];
  const { latch, user } = await open('/needs-you', { ...refused, change: { ...refused.change, made }, isGone: true });
  await user.click(await screen.findByRole('button', { name: /^Add as a new todo/ }));
  await waitFor(() => expect([...latch.todos.values()].map(({ title }) => title)).toContain('Milk, bread'));
});

it('about a conflict of a todo that was deleted for good is added as a new one, once that is known', async () => {
  const { latch, user, client } = await open('/needs-you', conflict);
  latch.todos.delete(ferns.id);
  const { replica } = syncedReplica(client, USER_ID);
  const one = within(await entry(/^Water the ferns/));
  const keep = await one.findByRole('button', { name: /^Keep all mine/ });
  const revision = String(BigInt(replica.revision) + 1n);
  act(() => void replica.receive([aSyncPage({ revision, gone: [{ entity: 'todo', id: ferns.id }] })]));
  await user.click(keep);
  await user.click(await one.findByRole('button', { name: /^Add as a new todo/ }));
  await waitFor(() => expect([...latch.todos.values()]).toMatchObject([mine]));
});

it('of adding below what was deleted is added to the Inbox, also where that is heard of later', async () => {
  const parent = aTodo({ title: 'Kitchen', projectId: INBOX_ID });
  const made: RefusedChange['change']['made'] = ['create', sink, { title: 'Sink', parentId: parent.id }];
  const { latch, user, client } = await open('/needs-you', { ...refused, change: { ...refused.change, made } });
  const { replica } = syncedReplica(client, USER_ID);
  act(() => void replica.addNew([parent]));
  const one = within(await entry(/“Sink”/));
  expect(await one.findByRole('button', { name: /^Try again/ })).toBeInTheDocument();
  const gone = [{ entity: 'todo' as const, id: parent.id }];
  const revision = String(BigInt(replica.revision) + 1n);
  act(() => void replica.receive([aSyncPage({ revision, gone })]));
  await user.click(await one.findByRole('button', { name: /^Add to Inbox/ }));
  await waitFor(() => expect(latch.todos.get(sink.id)?.projectId).toBe(INBOX_ID));
  expect(latch.log.find((line) => line.startsWith('POST'))).not.toContain('parentId');
});

it.each([
  [
    'adding',
    'added',
    async (user: UserEvent) => user.type(await screen.findByRole('textbox', { name: 'Add a todo' }), 'Odd{Enter}'),
  ],
  [
    'a new title',
    'changed',
    async (user: UserEvent) => {
      const row = await screen.findByText(ferns.title);
      act(() => row.closest<HTMLElement>('[data-todo-title]')!.focus());
      await user.keyboard('{F2}');
      await user.clear(screen.getByRole('textbox', { name: /^Title of/ }));
      await user.keyboard('Odd{Enter}');
    },
  ],
])('of %s is edited from its toast, on any page, and waits until that is sent', async (_what, not, write) => {
  const { latch, user, changes, history } = await open('/inbox');
  latch.refuseNext({ status: 422, body: { error_code: 'VALIDATION_FAILED', message: 'No.', detail: null } });
  await write(user);
  const edit = await screen.findByRole('button', { name: 'Edit' });
  act(() => history.push('/completed'));
  await screen.findByRole('heading', { level: 1, name: 'Completed' });
  await user.click(edit);
  expect(history.location.pathname).toBe('/needs-you');
  const field = await screen.findByRole('textbox', { name: 'What you wanted' });
  expect(field).toHaveValue('Odd');
  expect(field).toHaveFocus();
  await user.keyboard('{Escape}');
  expect(await entry(new RegExp(`was not ${not}`))).toHaveFocus();
  expect(changes.get()).toHaveLength(1);
  await user.keyboard('3 but better{Enter}');
  expect(await screen.findByText('Nothing needs you')).toBeInTheDocument();
});

it('is opened by keys from anywhere', async () => {
  const { user, history } = await open('/inbox', conflict);
  await screen.findByRole('heading', { level: 1, name: 'Inbox' });
  act(() => screen.getByRole('heading', { level: 1 }).focus());
  await user.keyboard('gn');
  await waitFor(() => expect(history.location.pathname).toBe('/needs-you'));
});
