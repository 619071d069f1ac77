import { randomUUID } from 'node:crypto';
import { v7 as uuidV7 } from 'uuid';
import type { AuthenticatedUser } from '../../src/auth/authenticated-user.js';
import { OperationTime } from '../../src/database/operation-time.js';
import { ChangeService } from '../../src/history/change.service.js';
import { HistoryService } from '../../src/history/history.service.js';
import { UndoService } from '../../src/history/undo.service.js';
import { LabelService } from '../../src/labels/label.service.js';
import { ProjectService } from '../../src/projects/project.service.js';
import type { BulkUpdateDto } from '../../src/todos/dto/bulk.dto.js';
import { TodoBulkService } from '../../src/todos/commands/todo-bulk.service.js';
import { type ScratchApp, createScratchApp } from '../support/create-scratch-app.js';

const { jest } = import.meta;

const MANY = 1_200;
/** What one request may change. */
const PIECE = 500;

/** All that a change may touch of a person's todos, in their order. */
const STATE = `SELECT id, completed_at, priority, due, project_id, section_id, parent_id, position, deleted_at IS NULL AS here,
    (SELECT count(*)::int FROM todo_labels WHERE todo_labels.user_id = todos.user_id AND todo_id = todos.id) AS labels
  FROM todos WHERE user_id = $1 ORDER BY id`;

describe(`A change of ${MANY} todos, in requests that share its id`, () => {
  let backend: ScratchApp;
  beforeAll(async () => {
    backend = await createScratchApp();
  });
  afterAll(() => backend.close());

  /** How often the transaction of an undo was given the time of one more operation. */
  let steps = 0;
  const renew = Reflect.get(OperationTime.prototype, 'renew');
  beforeEach(() => {
    steps = 0;
    OperationTime.prototype.renew = function counted() {
      steps += 1;
      return renew.call(this);
    };
  });
  afterEach(() => void (OperationTime.prototype.renew = renew));

  const state = ({ userId }: AuthenticatedUser) => backend.database.query<object[]>(STATE, [userId]);

  /** Every fourth one is a part of the one before it. */
  async function somebody() {
    const user = { userId: `user ${randomUUID()}`, email: 'ada@example.com', name: null };
    const projects = backend.app.get(ProjectService);
    const { id: home } = await projects.create(user, randomUUID(), { name: 'Home' });
    const { id: work } = await projects.create(user, randomUUID(), { name: 'Work' });
    const { id: label } = await backend.app.get(LabelService).create(user, randomUUID(), { name: 'waiting' });
    const ids = Array.from({ length: MANY }, () => uuidV7());
    await backend.database.query(
      `INSERT INTO todos (user_id, id, title, project_id, parent_id, position, create_digest)
       SELECT $1, id, 'todo', $3, CASE WHEN n % 4 = 0 THEN ($2::uuid[])[n - 1] END, 'a' || lpad(n::text, 6, '1'), ''
       FROM unnest($2::uuid[]) WITH ORDINALITY AS given (id, n)`,
      [user.userId, ids, home],
    );
    return { user, ids, work, label };
  }

  type Person = Awaited<ReturnType<typeof somebody>>;

  const roots = (ids: string[]) => ids.filter((_id, index) => (index + 1) % 4 !== 0);
  const kinds: [string, (person: Person, before: string | undefined) => Omit<BulkUpdateDto, 'ids'>][] = [
    ['completes', () => ({ completed: true })],
    ['sets the priority and the due date of', () => ({ priority: 1, due: '2026-12-01' })],
    ['labels', ({ label }) => ({ addLabelIds: [label] })],
    ['moves', ({ work }, before) => ({ place: { projectId: work, ...(before ? { afterId: before } : {}) } })],
    ['deletes', () => ({ deleted: true })],
  ];

  it.each(kinds)('%s them all, is undone as one and made again as one', async (_what, wanted) => {
    const person = await somebody();
    const { user, ids } = person;
    const first = await state(user);
    const changeId = randomUUID();
    const chosen = roots(ids);
    for (let from = 0; from < chosen.length; from += PIECE) {
      const piece = chosen.slice(from, from + PIECE);
      await backend.app
        .get(TodoBulkService)
        .update(user, changeId, { ids: piece, ...wanted(person, chosen[from - 1]) });
    }
    const changed = await state(user);
    expect(changed).not.toEqual(first);
    const { items } = await backend.app.get(HistoryService).lastChanges(user);
    expect(items[0]).toMatchObject({ id: changeId, undone: false });
    await backend.app.get(UndoService).turn(user, randomUUID(), changeId, 'undo');
    expect(await state(user)).toEqual(first);
    expect(steps).toBe(Math.ceil(chosen.length / PIECE));
    await backend.app.get(UndoService).turn(user, randomUUID(), changeId, 'redo');
    expect(await state(user)).toEqual(changed);
  });

  it('clears them to the end when it is asked for again after half of it, and then no more', async () => {
    const { user } = await somebody();
    const complete = `UPDATE todos SET completed_at = now(), parent_id = NULL WHERE user_id = $1`;
    await backend.database.query(complete, [user.userId]);
    const named = { id: randomUUID(), key: randomUUID() };
    const clear = () => backend.app.get(TodoBulkService).clearCompleted(user, named);
    const changes = backend.app.get(ChangeService);
    const run = jest.spyOn(changes, 'run');
    run.mockImplementationOnce((...asked) => ChangeService.prototype.run.apply(changes, asked));
    run.mockRejectedValueOnce(new Error('The server stopped'));
    await expect(clear()).rejects.toThrow('The server stopped');
    run.mockRestore();
    expect(await clear()).toEqual({ count: MANY - 1_000 });
    expect((await state(user)).every((todo) => !(todo as { here: boolean }).here)).toBe(true);
    await backend.database.query(`UPDATE todos SET deleted_at = NULL, deleted_with = NULL WHERE user_id = $1`, [user.userId]); // prettier-ignore
    expect(await clear()).toEqual({ count: 0 });
  });
});
