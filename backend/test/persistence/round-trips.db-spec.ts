import { randomUUID } from 'node:crypto';
import { migratedDatabase, type TestDatabase } from '@latch/test-kit/databases';
import { TcpProxy } from '@latch/test-kit/tcp-proxy';
import { LabelService } from '../../src/labels/label.service.js';
import { ProjectService } from '../../src/projects/project.service.js';
import { SectionService } from '../../src/projects/section.service.js';
import { FeedService } from '../../src/sync/feed.service.js';
import { TodoService } from '../../src/todos/commands/todo.service.js';
import type { CreateTodoDto, PlaceDto, UpdateTodoDto } from '../../src/todos/dto/todo.dto.js';
import { type TestApp, createTestApp } from '../support/create-test-app.js';

/** ReadyForQuery, with which each answer of PostgreSQL ends; what comes behind it says whether a transaction goes on. */
const READY = Buffer.from([...Buffer.from('Z'), 0, 0, 0, 5]);
/** One that begins and reads, and one that writes and commits. */
const MOST = 2;

type Change = () => Promise<unknown>;

describe('One change of one person', () => {
  let scratch: TestDatabase;
  let proxy: TcpProxy;
  let backend: TestApp;
  let roundTrips = 0;

  const user = { userId: randomUUID(), email: 'ada@example.com', name: null };
  const todos = () => backend.app.get(TodoService);
  const keyed = () => ({ id: randomUUID(), key: randomUUID() });
  const create = (dto: Partial<CreateTodoDto> = {}) => todos().create(user, keyed(), { title: 'x', ...dto });
  const update = (id: string, dto: UpdateTodoDto) => todos().update(user, keyed(), id, dto);
  const move = (id: string, place: PlaceDto) => todos().move(user, keyed(), id, place);
  let project: string;
  let section: string;
  let label: string;

  beforeAll(async () => {
    scratch = await migratedDatabase();
    proxy = await TcpProxy.to(scratch.url, {
      answered: (chunk) => {
        for (let at = chunk.indexOf(READY); at >= 0; at = chunk.indexOf(READY, at + 1)) roundTrips += 1;
        return chunk;
      },
    });
    backend = await createTestApp({ variables: { TODOS_DATABASE_URL: proxy.url } });
    project = (await backend.app.get(ProjectService).create(user, randomUUID(), { name: 'Home' })).id;
    section = (await backend.app.get(SectionService).create(user, randomUUID(), { projectId: project, name: 'Now' }))
      .id;
    label = (await backend.app.get(LabelService).create(user, randomUUID(), { name: 'waiting' })).id;
  });
  afterAll(async () => {
    await backend.close();
    await proxy.close();
    await scratch.drop();
  });

  it.each<[string, () => Promise<Change>, number?]>([
    ['a create', async () => () => create()],
    ['a create under an id of its own', async () => () => create({ id: randomUUID() })],
    ['a create in a project', async () => () => create({ id: randomUUID(), projectId: project })],
    [
      'a create with a label, behind another one in a section',
      async () => {
        const { id: afterId } = await create({ sectionId: section });
        return () => create({ id: randomUUID(), sectionId: section, afterId, labelIds: [label] });
      },
    ],
    [
      'a create below another one',
      async () => {
        const { id: parentId } = await create();
        return () => create({ id: randomUUID(), parentId });
      },
    ],
    [
      'a new title',
      () =>
        created(
          ({ id }) =>
            () =>
              update(id, { title: 'y', version: 1 }),
        ),
    ],
    [
      'a new priority',
      () =>
        created(
          ({ id }) =>
            () =>
              update(id, { priority: 1 }),
        ),
    ],
    [
      'a completion',
      () =>
        created(
          ({ id }) =>
            () =>
              update(id, { completed: true }),
        ),
    ],
    [
      'a completion with subtasks',
      () =>
        created(async ({ id }) => {
          await create({ parentId: id });
          return () => update(id, { completed: true });
        }),
    ],
    [
      'a completion of one that repeats, with subtasks that were completed',
      async () => {
        const recurrence = { rule: 'FREQ=DAILY', anchor: '2026-11-30', from: 'due' } as const;
        const { id } = await create({ due: '2026-11-30', recurrence, labelIds: [label] });
        await update((await create({ parentId: id })).id, { completed: true });
        return () => update(id, { completed: true, version: 1 });
      },
      // It asks for the clock of the owner, and for the subtasks.
      MOST + 1,
    ],
    [
      'a reopening of a subtask',
      () =>
        created(async ({ id: parentId }) => {
          const { id } = await create({ parentId });
          await update(parentId, { completed: true });
          return () => update(id, { completed: false });
        }),
    ],
    [
      'a move in its list',
      () =>
        created(async ({ id }) => {
          const { id: afterId } = await create();
          return () => move(id, { afterId });
        }),
    ],
    [
      'a move to another project, with subtasks',
      () =>
        created(async ({ id }) => {
          await create({ parentId: id });
          return () => move(id, { projectId: project });
        }),
    ],
    [
      'a new title, sent again',
      () =>
        created(async ({ id }) => {
          const named = keyed();
          const send = () => todos().update(user, named, id, { title: 'y', version: 1 });
          await send();
          return send;
        }),
    ],
    [
      'a deletion with subtasks',
      () =>
        created(async ({ id }) => {
          await create({ parentId: id });
          return () => todos().delete(user, keyed(), id);
        }),
      // It says how many went.
      MOST + 1,
    ],
  ])('takes no more round trips than it has to: %s', async (_what, prepare, most = MOST) => {
    const change = await prepare();
    roundTrips = 0;
    await change();
    expect(roundTrips).toBeGreaterThan(0);
    expect(roundTrips).toBeLessThanOrEqual(most);
  });

  it('tells in one what changed, where only todos did', async () => {
    const feed = backend.app.get(FeedService);
    const { revision } = await feed.page(user, '0', 500);
    const { id } = await create({ labelIds: [label] });
    roundTrips = 0;
    const delta = await feed.page(user, revision, 500);
    expect([delta.todos.map((todo) => todo.id), roundTrips]).toEqual([[id], 1]);
  });

  /** What is done with a todo that is there. */
  async function created(prepare: (todo: { id: string }) => Change | Promise<Change>): Promise<Change> {
    return prepare(await create());
  }
});
