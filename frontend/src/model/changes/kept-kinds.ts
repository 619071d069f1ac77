import { repetitionOf } from '../../replica/reversal';
import type { KeptChange } from '../../replica/replica-database';
import type { Toasts } from '../../shared/ui/toast';
import { labelActions } from '../outline/label-actions';
import type { OutlineActions } from '../outline/outline-actions';
import { OutlineSpecs } from '../outline/outline-specs';
import { projectActions } from '../outline/project-actions';
import { sectionActions } from '../outline/section-actions';
import { creation } from '../todos/create-todo';
import { deletion } from '../todos/delete-todos';
import { bulkEdit } from '../todos/edit-todos';
import { movement } from '../todos/move-todos';
import type { TodoContext } from '../todos/todo-context';
import { todoRefusals } from '../todos/todo-refusals';
import { update } from '../todos/update-todo';
import { clearance } from '../todos/use-clear-completed';
import { restoration } from '../trash/restoration';
import type { ChangeSpec } from './change-spec';
import { hasCode } from './refusal';
import type { Changes } from './use-changes';
import { sendReversal } from './user-changes';

/** How a kind of change is made again. What it is about to be called was kept with it. */
type Making = Omit<ChangeSpec, 'fails'>;
type Rest<F> = F extends (first: never, ...rest: infer Args) => unknown ? Args : never;

/** Makes changes again that an earlier page did not get to send, from what was kept of each. */
export function keptKinds(context: TodoContext, changes: Changes, toasts: Toasts): (change: KeptChange) => ChangeSpec {
  const { userId } = context;
  const refusals = todoRefusals(context, changes, toasts);
  const kinds = {
    create: (...[todo, wanted]: Rest<typeof creation>): Making => ({
      ...creation(context, todo, wanted),
      refused: (error) => refusals.create(error, todo),
    }),
    update: (...[seen, patch]: Rest<typeof update>): Making => ({
      ...update(context, seen, patch),
      refused: (error) => refusals.update(error, seen, patch),
    }),
    bulkEdit: (...[ids, edit]: Rest<typeof bulkEdit>): Making => {
      const todos = ids.flatMap((id) => context.replica.shown.get('todos', id) ?? []);
      return { ...bulkEdit(context, ids, edit), refused: (error) => refusals.many(error, todos, 'Not changed') };
    },
    move: (...args: Rest<typeof movement>) => movement(context, ...args),
    delete: (...args: Rest<typeof deletion>) => deletion(context, ...args),
    restore: (...args: Rest<typeof restoration>) => restoration(userId, ...args),
    clear: () => clearance(userId),
  };
  const outlineSpecs = new OutlineSpecs(context.replica);
  const outlineSpec = (kind: keyof OutlineActions, args: unknown[]): Making => {
    let made: ChangeSpec | undefined;
    const catchSpec = (spec: ChangeSpec) => void (made = spec);
    const actions: OutlineActions = {
      ...projectActions(userId, outlineSpecs, catchSpec),
      ...sectionActions(userId, outlineSpecs, catchSpec),
      ...labelActions(userId, outlineSpecs, catchSpec),
    };
    (actions[kind] as (...given: unknown[]) => void)(...args);
    if (!made) throw new Error(`There is no change of the kind ${kind}.`);
    return made;
  };
  const reversal = (way: 'undo' | 'redo', changeId: string, { written, id }: KeptChange): Making => ({
    undoable: false,
    apply: repetitionOf(written),
    send: () =>
      sendReversal(userId, way, changeId, id).catch((error: unknown) => {
        // It had been refused, so there is nothing to take back.
        if (!hasCode(error, 'CHANGE_NOT_FOUND')) throw error;
      }),
  });
  const unknown = (error: unknown): Making => ({ apply: () => undefined, send: () => Promise.reject(error as Error) });

  return (change) => {
    const [kind, ...args] = change.made;
    const make = (): Making => {
      if (kind === 'undo' || kind === 'redo') return reversal(kind, args[0] as string, change);
      if (kind in kinds) return (kinds[kind as keyof typeof kinds] as (...given: unknown[]) => Making)(...args);
      return outlineSpec(kind as keyof OutlineActions, args);
    };
    const { fails, did } = change;
    try {
      return { ...make(), fails, did };
    } catch (error) {
      // Of another version of Latch.
      return { ...unknown(error), fails, did };
    }
  };
}
