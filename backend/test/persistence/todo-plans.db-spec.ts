import type { DataSource } from 'typeorm';
import { v7 as uuidV7 } from 'uuid';
import type { AuthenticatedUser } from '../../src/auth/authenticated-user.js';
import type { Change } from '../../src/history/change.js';
import { ChangeService } from '../../src/history/change.service.js';
import { FeedService } from '../../src/sync/feed.service.js';
import { ProjectTodosService } from '../../src/todos/queries/project-todos.service.js';
import { TodoBulkService } from '../../src/todos/commands/todo-bulk.service.js';
import { TodoService } from '../../src/todos/commands/todo.service.js';
import { TodoListService } from '../../src/todos/queries/todo-list.service.js';
import { TodoSearchRepository } from '../../src/todos/queries/todo-search.repository.js';
import { TodoUndo } from '../../src/todos/undo/todo-undo.js';
import { TodoTrashService } from '../../src/todos/commands/todo-trash.service.js';
import { TrashRepository } from '../../src/trash/trash.repository.js';
import { RevisionRepository } from '../../src/sync/revision.repository.js';
import { type ScratchApp, createScratchApp } from '../support/create-scratch-app.js';
import { plansOf } from '../support/plans.js';

/** All todos, or all of their owner's in search of some by id, by what they are a part of, or by their list. */
const READS_ALL = /Seq Scan on todos\b|on todos\b[^>]*Filter:.*(?<!_)\b(id|parent_id|list_id) = (?!\(hashed)/;

/** All labels on the todos of their owner, in search of some: on two lines, or an index used for the owner alone. */
const READS_ALL_LABELS =
  /Seq Scan on todo_labels|todo_labels(?:_\w+)?(?: on todo_labels)?  .*\n\s*Index Cond: \(user_id = [^()]+\)\n/;

/** What may cross owners: sweeps, and the question for the revisions of those who listen. */
const CROSSES_OWNERS = new Set(['what is to be purged', 'the revisions of those who listen']);

let backend: ScratchApp;
let database: DataSource;
const user: AuthenticatedUser = { userId: 'user 7', email: 'ada@example.com', name: null };
let todoIds: string[];
let parentId: string;
let projectId: string;
let sectionId: string;
let labelId: string;

beforeAll(async () => {
  backend = await createScratchApp();
  ({ database } = backend);
  await seed();
});
afterAll(() => backend.close());

/** 20,000 todos of 200 people: in the Inbox and in sections, a tenth subtasks, a third completed, some deleted. */
async function seed(): Promise<void> {
  const statements = [
    `INSERT INTO projects (user_id, id, name, inbox, position)
     SELECT 'user ' || u, gen_random_uuid(), 'P', p = 0, 'a' || p FROM generate_series(1, 200) u, generate_series(0, 4) p`,
    `INSERT INTO sections (user_id, id, project_id, name, position)
     SELECT user_id, gen_random_uuid(), id, 'S', 'a' || s FROM projects, generate_series(0, 3) s`,
    `INSERT INTO labels (user_id, id, name)
     SELECT 'user ' || u, gen_random_uuid(), 'L' || l FROM generate_series(1, 200) u, generate_series(1, 10) l`,
    `INSERT INTO todos (user_id, id, title, notes, completed_at, create_digest, created_at, project_id, section_id, position)
     SELECT user_id, gen_random_uuid(), 'Todo ' || n, repeat('notes ', 20), CASE WHEN n % 3 = 0 THEN now() END, '',
       now() - n * interval '1 minute', project_id, id, 'b' || 100 + n
     FROM sections, generate_series(1, 4) n`,
    `INSERT INTO todos (user_id, id, title, completed_at, create_digest, project_id, position)
     SELECT user_id, gen_random_uuid(), 'Todo ' || n, CASE WHEN n % 3 = 0 THEN now() END, '', id, 'b' || 100 + n
     FROM projects, generate_series(1, 2) n WHERE NOT inbox OR n = 1`,
    `INSERT INTO todos (user_id, id, title, create_digest, project_id, section_id, parent_id, position)
     SELECT user_id, gen_random_uuid(), 'Part ' || n, '', project_id, section_id, id, 'a' || n
     FROM (SELECT * FROM todos WHERE completed_at IS NULL AND title = 'Todo 1') top, generate_series(1, 2) n`,
    `UPDATE todos SET deleted_at = now() - interval '40 days', deleted_with = id WHERE title = 'Todo 4' AND user_id < 'user 2'`,
    `INSERT INTO todo_labels SELECT todos.user_id, todos.id, labels.id FROM todos JOIN labels USING (user_id)
     WHERE labels.name = 'L1' AND todos.title IN ('Todo 1', 'Todo 3')`,
    // Where most people have ten todos, a plan for anybody's expects no more of somebody with many.
    'ALTER TABLE todos ALTER COLUMN user_id SET (n_distinct = 2000)',
    // The planner goes by statistics and by what vacuum has seen, as it does on a server that has run for a while.
    'VACUUM (ANALYZE)',
  ];
  await backend.seed(statements);
  const idsOf = async (from: string) =>
    (await database.query<{ id: string }[]>(`SELECT id FROM ${from} AND user_id = $1 ORDER BY id`, [user.userId])).map(
      ({ id }) => id,
    );
  todoIds = await idsOf(`todos WHERE completed_at IS NULL AND deleted_at IS NULL AND title = 'Todo 2'`);
  parentId = (await idsOf(`todos WHERE completed_at IS NULL AND title = 'Todo 1' AND section_id IS NOT NULL`))[0]!;
  projectId = (await idsOf('projects WHERE NOT inbox'))[0]!;
  sectionId = (await idsOf(`sections WHERE project_id = '${projectId}'`))[0]!;
  labelId = (await idsOf(`labels WHERE name = 'L1'`))[0]!;
}

const lists = () => backend.app.get(TodoListService);
const search = () => backend.app.get(TodoSearchRepository);
const ofProject = () => backend.app.get(ProjectTodosService);
const todos = () => backend.app.get(TodoService);
const bulk = () => backend.app.get(TodoBulkService);
const trash = () => backend.app.get(TodoTrashService);
const inTrash = () => backend.app.get(TrashRepository, { strict: false });
const feed = () => backend.app.get(FeedService);
const change = <T>(work: (change: Change) => Promise<T>) => backend.app.get(ChangeService).run(user, undefined, work);
const all = (status: 'all' | 'open' | 'completed', order: 'newest' | 'oldest') =>
  lists().all(user, { status, order, limit: 50 });

/** The page behind the first one. */
async function second(list: (cursor?: string) => Promise<{ nextCursor: string | null }>): Promise<void> {
  const { nextCursor } = await list();
  expect(nextCursor).not.toBeNull();
  await list(nextCursor!);
}

describe('20,000 todos of 200 people', () => {
  it('are what was promised', async () => {
    const [row] = await database.query<{ todos: number; people: number }[]>(
      'SELECT count(*)::int AS todos, count(DISTINCT user_id)::int AS people FROM todos',
    );
    expect(row!.people).toBe(200);
    expect(row!.todos).toBeGreaterThanOrEqual(20_000);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['all, newest first', () => all('all', 'newest')],
    ['open ones, oldest first', () => all('open', 'oldest')],
    ['completed ones', () => all('completed', 'newest')],
    ['completed ones, oldest first', () => all('completed', 'oldest')],
    [
      'all after a cursor',
      () => second((cursor) => lists().all(user, { status: 'all', order: 'newest', limit: 5, cursor })),
    ],
    [
      'completed after a cursor',
      () => second((cursor) => lists().all(user, { status: 'completed', order: 'newest', limit: 5, cursor })),
    ],
    [
      'completed ones with a word after a cursor',
      () =>
        second((cursor) => lists().all(user, { status: 'completed', order: 'newest', limit: 5, cursor, q: 'todo' })),
    ],
    ['the Inbox', () => ofProject().list(user, 'inbox', { limit: 50 })],
    ['a project', () => ofProject().list(user, projectId, { limit: 200 })],
    ['a project after a cursor', () => second((cursor) => ofProject().list(user, projectId, { limit: 3, cursor }))],
    ['a section', () => ofProject().list(user, projectId, { limit: 50, sectionId })],
    [
      'a section after a cursor',
      () => second((cursor) => ofProject().list(user, projectId, { limit: 1, sectionId, cursor })),
    ],
    ['what is outside of sections', () => ofProject().list(user, projectId, { limit: 50, sectionId: 'none' })],
    ['a label', () => lists().ofLabel(user, labelId, { limit: 50 })],
    ['a label after a cursor', () => second((cursor) => lists().ofLabel(user, labelId, { limit: 5, cursor }))],
    ['a search', () => search().find(user.userId, 'part 1', 20)],
    ['a search in all', () => search().findByReadingAll(user.userId, 'part 1', 20)],
    ['indexing', () => search().indexSome(user.userId)],
    ['a family', () => lists().family(user, parentId)],
    ['what is in projects', () => trash().countIn(user.userId, { projectIds: [projectId] })],
    ['what is in sections', () => trash().countIn(user.userId, { sectionIds: [sectionId] })],
    ['a create', () => todos().create(user, uuidV7(), { id: uuidV7(), title: 'x', parentId, labelIds: [labelId] })],
    ['a change', () => todos().update(user, uuidV7(), todoIds[0]!, { title: 'x', labelIds: [], version: 1 })],
    ['a completion and its reverse', () => toggle(parentId)],
    ['a move in a list', () => todos().move(user, uuidV7(), parentId, { afterId: null })],
    ['a move into a todo', () => todos().move(user, uuidV7(), todoIds[0]!, { parentId })],
    ['a move behind a todo', () => todos().move(user, uuidV7(), todoIds[0]!, { parentId: null, afterId: parentId })],
    [
      'a bulk update',
      () => bulk().update(user, uuidV7(), { ids: todoIds, priority: 1, due: '2026-11-21', addLabelIds: [labelId] }),
    ],
    ['a bulk completion', () => bulk().update(user, uuidV7(), { ids: todoIds, completed: true })],
    ['a bulk move', () => bulk().update(user, uuidV7(), { ids: todoIds, place: { sectionId } })],
    ['an undo', () => change((undo) => backend.app.get(TodoUndo).write(undo, undoPatches()))],
    ['a deletion', () => todos().delete(user, uuidV7(), parentId)],
    ['a restoring', () => change((undo) => trash().restoreWith(undo, parentId))],
    ['a bulk deletion', () => bulk().update(user, uuidV7(), { ids: todoIds.slice(1), deleted: true })],
    ['clearing what is completed', () => bulk().clearCompleted(user, uuidV7())],
    [
      'the deletion of projects',
      () => change((deletion) => trash().trashWhere(deletion, { projectIds: [projectId] }, projectId)),
    ],
    [
      'the deletion of sections',
      () => change((deletion) => trash().trashWhere(deletion, { sectionIds: [sectionId] }, sectionId)),
    ],
    ['a deletion for good', () => change((deletion) => trash().removeWith(deletion, [projectId]))],
    ['what is to be purged', () => trash().aged(30, 500)],
    ['the purge', () => change((purge) => trash().purge(purge, todoIds, 30))],
    ['the whole of the feed', () => feed().page(user, '0', 500)],
    [
      'the whole of the feed after a cursor',
      async () => feed().page(user, (await feed().page(user, '0', 3)).revision, 3),
    ],
    ['what changed', () => feed().page(user, '1', 500)],
    [
      'the revisions of those who listen',
      () => backend.app.get(RevisionRepository, { strict: false }).of([user.userId, 'user 8']),
    ],
  ])('%s: never by reading all of them, and of one owner alone', async (name, work) => {
    const plans = await plansOf(database, work);
    expect(plans.length).toBeGreaterThan(0);
    for (const { statement, text } of plans) if (READS_ALL.test(text)) throw new Error(`${statement}\n${text}`);
    const ofOneOwner = plans.every(({ parameters }) => parameters.includes(user.userId));
    expect(ofOneOwner).toBe(!CROSSES_OWNERS.has(name));
  });

  it('nor by compiling a statement that is done sooner', async () => {
    expect(await database.query('SELECT pg_jit_available() AS compiles')).toEqual([{ compiles: false }]);
  });
});

describe('Labels, of which the statistics have seen none', () => {
  beforeAll(() => backend.seed(['DELETE FROM todo_labels', 'ANALYZE todo_labels']));

  it.each<[string, () => Promise<unknown>]>([
    [
      'taking them off many todos',
      async () => {
        const { id } = await todos().create(user, uuidV7(), { id: uuidV7(), title: 'x', labelIds: [labelId] });
        await bulk().update(user, uuidV7(), { ids: [id], removeLabelIds: [labelId] });
      },
    ],
    ['a deletion of todos for good', () => change((deletion) => trash().removeWith(deletion, [projectId]))],
    ['the purge of todos', () => change((purge) => trash().purge(purge, todoIds, 30))],
    ['the purge of labels', () => change((purge) => inTrash().purge(purge, 'label', [labelId], 30))],
  ])('%s: each by its key', async (_name, work) => {
    const plans = (await plansOf(database, work)).filter(({ text }) => /\bDelete on todo_labels\b/.test(text));
    expect(plans.length).toBeGreaterThan(0);
    for (const { statement, text } of plans) if (READS_ALL_LABELS.test(text)) throw new Error(`${statement}\n${text}`);
  });
});

async function toggle(id: string): Promise<void> {
  for (const completed of [true, false]) await todos().update(user, uuidV7(), id, { completed });
}

function undoPatches() {
  const place = { projectId, sectionId: null, parentId: null, position: 'a5', afterId: null };
  return [{ id: todoIds[0]!, fields: { title: 'y', completedAt: null, labelIds: [labelId], place } }];
}
