import type { components } from '@latch/contracts/latch';
import { withDefaults } from '@latch/domain/fields';
import { tidyLine } from '@latch/domain/tidy-line';
import { todoFields } from '@latch/domain/todo-fields';
import { LIVE } from '../../replica/replica';
import { listOf, type RowStore } from '../../replica/row-store';
import { latchApi, unwrap } from '../../shared/api/client';
import type { ChangeSpec } from '../changes/change-spec';
import { uuidv7 } from '../uuid';
import { orFirst } from './create-todo';
import { inboxId } from './inbox-id';
import { listFor, positionsAmong } from './placement';
import type { NewTodo, Todo } from './todo';
import { nameOf, type TodoContext, underChange } from './todo-context';

type BulkNewTodo = components['schemas']['BulkNewTodo'];

/** One of several todos to be. */
export interface Draft {
  wanted: NewTodo;
  /** How deep it is below those before it. */
  depth: number;
  isDone: boolean;
}

/** What is asked of the server for one of them. */
export interface NewRow {
  id: string;
  isDone: boolean;
  wanted: NewTodo;
}

/**
 * Several todos to be, with their ids, each parent before its subtasks. In each list they follow one another in their order;
 * the first one of all says where in its list it stands, the others begin theirs.
 */
export function newRows(drafts: readonly Draft[]): NewRow[] {
  const above: string[] = [];
  return drafts.map(({ wanted, depth, isDone }) => {
    const id = uuidv7();
    above.length = depth;
    const parentId = above.at(-1);
    above.push(id);
    const { projectId: _project, sectionId: _section, afterId: _after, ...elsewhere } = wanted;
    return { id, isDone, wanted: parentId === undefined ? wanted : { ...elsewhere, parentId } };
  });
}

/** The same todos under ids of their own: an id under which something was added once cannot be used again. */
export function underNewIds(rows: readonly NewRow[]): NewRow[] {
  const ids = new Map(rows.map(({ id }) => [id, uuidv7()]));
  const renewed = (id: string) => ids.get(id) ?? id;
  return rows.map(({ id, isDone, wanted }) => {
    const { parentId, afterId } = wanted;
    const place = { ...(parentId && { parentId: renewed(parentId) }), ...(afterId && { afterId: renewed(afterId) }) };
    return { id: renewed(id), isDone, wanted: { ...wanted, ...place } };
  });
}

/** Adds several todos as one change, in one request: the server adds all of them, or refuses all. */
export function creationOfMany(context: TodoContext, rows: readonly NewRow[], createdAt: string): ChangeSpec<Todo[]> {
  const { replica } = context;
  const name = nameOf(rows.map(({ wanted }) => wanted));
  return {
    say: `Added ${name}`,
    fails: `${name} ${rows.length === 1 ? 'was' : 'were'} not added`,
    about: rows.map(({ id }) => id),
    kept: ['addMany', rows, createdAt],
    apply: (shown) => writeRows(shown, rows, createdAt),
    send: (changeId) => sendRows(context, rows, changeId),
    settle: (answer) => replica.addNew(answer),
  };
}

/** Where one of them stands. */
type Placed = ReturnType<typeof listFor> & { position: string };

function writeRows(shown: RowStore, rows: readonly NewRow[], createdAt: string): void {
  const missing = rows.filter(({ id }) => !shown.get('todos', id));
  const places = placesOf(shown, missing);
  for (const { id, isDone, wanted } of missing) {
    shown.put('todos', {
      ...withDefaults(todoFields, wanted),
      ...places.get(id)!,
      id,
      completionOf: null,
      version: 0,
      createdAt,
      updatedAt: createdAt,
      title: tidyLine(wanted.title),
      completedAt: isDone ? createdAt : null,
      ...LIVE,
    });
  }
}

/** All of one list at once, as it would be sorted for each of them else. */
function placesOf(shown: RowStore, rows: readonly NewRow[]): Map<string, Placed> {
  const top = { projectId: inboxId(shown), sectionId: null, parentId: null };
  const lists = new Map<string, ReturnType<typeof listFor>>();
  const members = new Map<string, NewRow[]>();
  for (const row of rows) {
    const { parentId } = row.wanted;
    // What it is a part of may be no row yet.
    const parent = parentId ? lists.get(parentId) : undefined;
    const list = parent ? { ...parent, parentId: parentId! } : listFor(shown, row.wanted, top);
    lists.set(row.id, list);
    const group = members.get(listOf(list));
    if (group) group.push(row);
    else members.set(listOf(list), [row]);
  }
  const places = new Map<string, Placed>();
  for (const [listId, group] of members) {
    const open = shown.children(listId).filter(({ completedAt }) => completedAt === null);
    const positions = positionsAmong(open, group[0]!.wanted, 'first', group.length);
    for (const [index, { id }] of group.entries()) places.set(id, { ...lists.get(id)!, position: positions[index]! });
  }
  return places;
}

async function sendRows({ userId }: TodoContext, rows: readonly NewRow[], changeId: string): Promise<Todo[]> {
  const params = { path: { userId }, header: underChange(changeId) };
  const create = async ([first, ...others]: readonly BulkNewTodo[]) =>
    unwrap(latchApi.POST('/api/users/{userId}/todos/bulk-create', { params, body: { items: [first!, ...others] } }));
  const items = rows.map(({ id, isDone, wanted }): BulkNewTodo => {
    return { ...wanted, id, title: tidyLine(wanted.title), ...(isDone && { completed: true as const }) };
  });
  return (await orFirst(items, create)).items;
}
