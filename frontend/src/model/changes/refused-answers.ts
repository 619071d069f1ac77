import type { KeptChange } from '../../replica/kept-change';
import type { RefusedChange } from '../../replica/refused-changes';
import { syncedReplica } from '../../replica/synced-replica';
import { quote } from '../../shared/ui/quote';
import type { Toasts } from '../../shared/ui/toast';
import { bringBack, bringBackTodo } from '../todos/bring-back';
import { type NewRow, underNewIds } from '../todos/create-many';
import type { Todo, TodoPatch } from '../todos/todo';
import type { TodoContext } from '../todos/todo-context';
import { changeRebuilder } from './rebuild-change';
import { refusalToast } from './refusal';
import { changedTable, dropNotesOf } from './refused-change';
import { renewed } from './renewed-conflicts';
import type { Changes } from './use-changes';

type Values = Readonly<Record<string, unknown>>;

/** What a person answers to a change that was refused. */
export interface RefusedAnswers {
  /** Makes it again: over what another device made of it, if that is the question. @param name another one than was wanted */
  makeAgain: (refused: RefusedChange, name?: string) => void;
  /** Leaves what the server has. An undo has it wait again. */
  letGo: (refused: RefusedChange) => void;
}

export function refusedAnswers(context: TodoContext, changes: Changes, toasts: Toasts): RefusedAnswers {
  const { refused: waiting } = syncedReplica(context.client, context.userId).keptChanges;
  const rebuild = changeRebuilder(context, changes, toasts);
  const take = ({ id, change }: RefusedChange) => {
    toasts.dismiss(refusalToast(change.id));
    const entry = waiting.get().find((other) => other.id === id);
    if (entry) dropNotesOf(context.userId, entry);
    return waiting.remove(id);
  };

  /** It waits on, and can be added as a new todo. */
  const setGone = (refused: RefusedChange) =>
    waiting.remove(refused.id) && void waiting.add({ ...refused, isGone: true });

  return {
    makeAgain(asked, name) {
      // Over what is there by now, which may be newer than what was shown.
      const refused = renewed(asked, context.replica);
      if (!refused) {
        take(asked);
        return;
      }
      const change = name === undefined ? underFreeIds(refused.change) : renamed(refused.change, name);
      const start = () => {
        // It is sent under a name of its own: the server may remember what it answered to the other one.
        const { announce: _announce, ...spec } = rebuild(change);
        changes.start({ ...spec, say: change.did.replace(/\.$/, '') || undefined });
      };
      const [kind, seen, patch] = change.made as [string, Todo, TodoPatch];
      const table = changedTable(kind);
      if (table && context.replica.shown.get(table, seen.id)?.deletedAt !== null) {
        const takeIt = () => take(refused);
        const bringing =
          table === 'todos'
            ? bringBackTodo(context, changes, [seen, patch], takeIt)
            : bringBack(context, changes, { ...refused.subject, table, id: seen.id }, takeIt, start);
        void bringing.then((isGoneForGood) => isGoneForGood && setGone(refused));
        return;
      }
      // Another tab may have been faster.
      if (take(refused)) start();
    },
    letGo(refused) {
      if (!take(refused)) return;
      const name = quote(refused.subject.title);
      const say = refused.conflict ? `Took the other version of ${name}` : `Discarded the change to ${name}`;
      changes.letGo(say, refused);
    },
  };
}

/** Several new todos share one answer, which does not say whose id is taken: all of them get new ones. */
function underFreeIds(change: KeptChange): KeptChange {
  const [kind, rows, ...others] = change.made as [string, NewRow[], ...unknown[]];
  if (kind !== 'addMany') return change;
  const anew = underNewIds(rows);
  return { ...change, about: anew.map(({ id }) => id), made: [kind, anew, ...others] };
}

/** The argument of each kind that has what was typed. */
const TYPED: Readonly<Record<string, number>> = {
  create: 2,
  update: 2,
  createProject: 1,
  updateProject: 2,
  createSection: 1,
  updateSection: 2,
  createLabel: 1,
  updateLabel: 2,
  createFilter: 1,
  updateFilter: 2,
};

/** What was typed or chosen, by field; undefined of a change that has nothing of the kind. */
export function typedIn({ made }: Pick<KeptChange, 'made'>): Values | undefined {
  const at = TYPED[made[0]];
  return at === undefined ? undefined : (made[at] as Values);
}

/** The title or the name that was typed; undefined where there is none to edit. */
export function nameIn(change: Pick<KeptChange, 'made'>): string | undefined {
  const { title, name } = (typedIn(change) ?? {}) as { title?: string; name?: string };
  return title ?? name;
}

function renamed(change: KeptChange, name: string): KeptChange {
  const at = TYPED[change.made[0]];
  const before = nameIn(change);
  if (at === undefined || before === undefined) return change;
  const field = 'title' in (typedIn(change) ?? {}) ? 'title' : 'name';
  const isNew = change.made[0].startsWith('create');
  const [kind, ...args] = change.made;
  // Of a new todo both have it: the todo, and what is asked for.
  const withName = (arg: unknown, index: number) =>
    index + 1 === at || (isNew && index === 0) ? { ...(arg as Values), [field]: name } : arg;
  const [fails, did] = [change.fails, change.did].map((words) => words.replace(quote(before), quote(name)));
  return { ...change, made: [kind, ...args.map(withName)], fails: fails ?? '', did: did ?? '' };
}
