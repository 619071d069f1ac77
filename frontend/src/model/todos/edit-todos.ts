import type { components } from '@latch/contracts/latch';
import { movedDate } from '@latch/domain/dates';
import { shownClock } from '../../shared/formatters/dates';
import { latchApi, unwrap } from '../../shared/api/client';
import type { ChangeSpec } from '../changes/change-spec';
import { hasCode } from '../changes/refusal';
import { inPieces } from './send-in-pieces';
import type { TodoRow } from '../../replica/row-store';
import type { Replica } from '../../replica/replica';
import type { Occurrence } from './repetition';
import { patched, type Todo } from './todo';
import { type TodoContext, underChange } from './todo-context';
import { writeFields } from './update-todo';

type EditTodos = components['schemas']['EditTodos'];
/** What becomes of many todos alike. */
export type BulkEdit = Omit<EditTodos, 'ids' | 'place' | 'deleted' | 'occurrences'> & {
  /** Of those that repeat. */
  occurrences?: Occurrence[];
};

/** @returns the todo as the edit leaves it */
function edited(todo: TodoRow, edit: BulkEdit): TodoRow {
  const { occurrences: _occurrences, addLabelIds = [], removeLabelIds = [], moveDue, ...fields } = edit;
  const patch = moveDue ? { ...fields, due: movedDate(todo.due, moveDue, shownClock()) } : fields;
  const labelIds = [...new Set([...todo.labelIds, ...addLabelIds])].filter((id) => !removeLabelIds.includes(id));
  return patched(todo, addLabelIds.length + removeLabelIds.length > 0 ? { ...patch, labelIds } : patch);
}

/** Sends one request for many todos, in one transaction. @param key names it among the requests of its change */
export async function sendMany(
  { userId }: TodoContext,
  body: EditTodos,
  changeId: string,
  key = body.ids[0],
): Promise<Todo[]> {
  const params = { path: { userId }, header: underChange(changeId, key) };
  return (await unwrap(latchApi.POST('/api/users/{userId}/todos/bulk', { params, body }))).items;
}

/** What a request says of those in it that repeat: one that has moved on since is told in the version before. */
function sentOccurrences(replica: Replica, ids: readonly string[], occurrences: readonly Occurrence[]) {
  return occurrences
    .filter(({ id }) => ids.includes(id))
    .map(({ due, version, ...occurrence }) => {
      const known = replica.confirmed('todos', occurrence.id);
      return { ...occurrence, version: Math.max(1, known && known.due === due ? known.version : version) };
    });
}

/** Changes the same of many todos: all of them or, when it is refused, none. */
export function bulkEdit(
  context: TodoContext,
  ids: readonly string[],
  edit: BulkEdit,
): Omit<ChangeSpec<Todo[]>, 'fails'> {
  const { userId, replica } = context;
  const chosen = new Set(ids);
  const { occurrences = [], ...fields } = edit;
  const left = new Map(occurrences.map((occurrence) => [occurrence.id, occurrence]));
  return {
    about: ids,
    kept: ['bulkEdit', ids, edit],
    apply: (rows) => writeFields(rows, chosen, edit, (todo) => edited(todo, edit), left),
    send: inPieces(userId, ids, (some, changeId) =>
      sendMany(
        context,
        {
          ids: some,
          ...fields,
          ...(left.size > 0 && { occurrences: sentOccurrences(replica, some, occurrences) }),
        },
        changeId,
      ),
    ),
    settle: (answer) => replica.acknowledge(answer),
  };
}

/** The ids that were refused for not being there any more; empty when there was another reason, too. */
export function goneAmong(error: unknown): string[] {
  if (!hasCode(error, 'BULK_REFUSED')) return [];
  const gone = error.failures.filter((failure) => failure.error_code === 'TODO_NOT_FOUND');
  return gone.length === error.failures.length ? gone.map(({ id }) => id) : [];
}
