import { expect, it } from 'vitest';
import { FakeLatch, USER_ID } from '../testing/fake-latch';
import { aLabel, aProject, aSection } from '../testing/outline-builder';
import { serveLatch } from '../testing/server';
import { aTodo, INBOX_ID } from '../testing/todo-builder';
import { type ListName, readEarly } from './early-lists';
import { Feed } from './feed';
import { Replica } from './replica';
import { namesOf, outlineOf, todosInProject } from './views';

function aReplica() {
  const replica = new Replica();
  const titles = (projectId = INBOX_ID) => todosInProject(replica.shown, projectId).map(({ title }) => title);
  return {
    replica,
    titles,
    early: { read: (list: ListName) => readEarly(USER_ID, replica, list) },
    feed: new Feed(USER_ID, replica),
  };
}

/** More than a first page. */
const many = (...[count = 45]: number[]) =>
  Array.from({ length: count }, (_, index) => aTodo({ title: `${index + 1}` }));

it('has the first page of a list and the names of everything, and then the rest', async () => {
  const latch = serveLatch(...many()).with(aProject({ name: 'Home' }), aLabel({ name: 'waiting' }));
  const { replica, titles, early, feed } = aReplica();
  await early.read('project inbox');
  expect([titles().length, titles()[0], titles().at(-1)]).toEqual([40, '1', '40']);
  expect(replica.early?.isPart('project inbox')).toBe(true);
  expect(namesOf(replica.shown)).toMatchObject({
    projects: [{ name: 'Inbox', openCount: 0 }, { name: 'Home' }],
    labels: [{ name: 'waiting' }],
  });
  await feed.read();
  expect(titles()).toHaveLength(45);
  expect(outlineOf(replica.shown).projects[0]).toMatchObject({ openCount: 45 });
  expect(latch.store.reads).toBe(1);
});

it('knows that a short list is all there is', async () => {
  serveLatch(...many(2));
  const { replica, titles, early } = aReplica();
  await early.read('project inbox');
  expect([titles(), replica.early?.isPart('project inbox')]).toEqual([['1', '2'], false]);
});

it('leaves a list to the feed that comes after it', async () => {
  const latch = serveLatch(aTodo({ title: 'Old' }));
  const { titles, early, feed } = aReplica();
  const release = latch.hold();
  const read = early.read('project inbox');
  const whole = feed.read();
  release();
  await whole;
  const [old] = latch.todos.values();
  latch.changeElsewhere(old!.id, { title: 'New' });
  await feed.read();
  await read;
  expect(titles()).toEqual(['New']);
});

it('takes what the feed says, and lets go of what that does not have', async () => {
  const [changed, gone] = [aTodo({ title: 'Before' }), aTodo({ title: 'Gone' })];
  const latch = serveLatch(changed, gone);
  const { titles, early, feed } = aReplica();
  await early.read('project inbox');
  latch.changeElsewhere(changed.id, { title: 'After' });
  latch.todos.delete(gone.id);
  await feed.read();
  expect(titles()).toEqual(['After']);
});

it('keeps what is newer than a page of the feed that was read before it', async () => {
  const todo = aTodo({ title: 'Before' });
  const latch = serveLatch(todo);
  const { replica, titles, early } = aReplica();
  const page = latch.store.sync();
  latch.changeElsewhere(todo.id, { title: 'After' });
  await early.read('project inbox');
  replica.receive([page]);
  expect(titles()).toEqual(['After']);
});

it('keeps a change that was made of an early row, also where the feed was read before it', async () => {
  const todo = aTodo({ title: 'Before' });
  const latch = serveLatch(todo);
  const { replica, titles, early } = aReplica();
  await early.read('project inbox');
  const page = latch.store.sync();
  const rename = replica.add((rows) => rows.put('todos', { ...rows.live(todo.id)!, title: 'Mine' }));
  expect(replica.confirmed('todos', todo.id)).toMatchObject({ version: 1, title: 'Before' });
  replica.acknowledge([latch.lists.update(todo.id, { title: 'Mine', version: 1 })]);
  replica.receive([page]);
  expect(titles()).toEqual(['Mine']);
  replica.drop(rename);
  expect(replica.confirmed('todos', todo.id)).toMatchObject({ version: 2, title: 'Mine' });
});

it('keeps what was added to an early list', async () => {
  const latch = serveLatch(aTodo({ title: 'A' }));
  const { replica, titles, early } = aReplica();
  await early.read('project inbox');
  const page = latch.store.sync();
  replica.addNew([latch.lists.create({ title: 'B' })]);
  replica.receive([page]);
  expect(titles()).toEqual(['B', 'A']);
});

it.each([FakeLatch.refusals.outage, FakeLatch.refusals.notFound, 'unreachable' as const])(
  'shows nothing where the first page does not come',
  async (mood) => {
    const latch = serveLatch(aTodo({ title: 'A' }));
    const { replica, titles, early, feed } = aReplica();
    latch.be(mood);
    await early.read('project inbox');
    expect([replica.early?.isPart('project inbox'), titles()]).toEqual([undefined, []]);
    latch.be(null);
    await feed.read();
    expect(titles()).toEqual(['A']);
  },
);

it('shows nothing of a project or a label that is not there', async () => {
  serveLatch();
  const { replica, early } = aReplica();
  await early.read(`project ${INBOX_ID.replace('aaaa', 'bbbb')}`);
  await early.read(`label ${INBOX_ID}`);
  expect([
    replica.early?.isPart(`project ${INBOX_ID.replace('aaaa', 'bbbb')}`),
    replica.early?.isPart(`label ${INBOX_ID}`),
  ]).toEqual([undefined, undefined]);
});

it('has the first cards of the first columns of a board', async () => {
  const board = aProject({ layout: 'board' });
  const sections = Array.from({ length: 6 }, (_, index) => aSection({ projectId: board.id, name: `S${index}` }));
  const outside = many().map((todo) => ({ ...todo, projectId: board.id }));
  const inside = sections.flatMap(({ id: sectionId, name }) =>
    many(15).map((todo) => ({ ...todo, projectId: board.id, sectionId, title: `${name} ${todo.title}` })),
  );
  serveLatch(...outside, ...inside).with(board, ...sections);
  const { replica, titles, early } = aReplica();
  await early.read(`project ${board.id}`);
  const shown = titles(board.id);
  expect(shown.slice(0, 40)).toEqual(outside.slice(0, 40).map(({ title }) => title));
  expect(shown.slice(40)).toEqual(
    ['S0', 'S1', 'S2', 'S3'].flatMap((name) => Array.from({ length: 13 }, (_, index) => `${name} ${index + 1}`)),
  );
  expect(replica.early?.isPart(`project ${board.id}`)).toBe(true);
});

it('has the newest todos with a label', async () => {
  const label = aLabel();
  const todos = many().map((todo) => ({ ...todo, labelIds: [label.id] }));
  serveLatch(aTodo(), ...todos).with(label);
  const { replica, early } = aReplica();
  await early.read(`label ${label.id}`);
  const ids = [...replica.shown.all('todos')].map(({ id }) => id);
  expect(ids).toEqual(
    todos
      .slice(5)
      .map(({ id }) => id)
      .toReversed(),
  );
  expect(replica.early?.isPart(`label ${label.id}`)).toBe(true);
});
