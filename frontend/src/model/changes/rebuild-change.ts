import type { KeptChange } from '../../replica/kept-change';
import { repetitionOf } from '../../replica/reversal';
import type { Toasts } from '../../shared/ui/toast';
import { labelActions } from '../outline/label-actions';
import type { OutlineActions } from '../outline/outline-actions';
import { OutlineSpecs } from '../outline/outline-specs';
import { projectActions } from '../outline/project-actions';
import { savedFilterActions } from '../outline/saved-filter-actions';
import { sectionActions } from '../outline/section-actions';
import { settingsChange, type SettingsPatch } from '../settings/settings';
import { creationOfMany } from '../todos/create-many';
import { creation } from '../todos/create-todo';
import { deletion } from '../todos/delete-todos';
import { bulkEdit } from '../todos/edit-todos';
import { movement } from '../todos/move-todos';
import type { TodoContext } from '../todos/todo-context';
import { todoRefusals } from '../todos/todo-refusals';
import { update } from '../todos/update-todo';
import { clearance } from '../todos/use-clear-completed';
import { emptying, purge } from '../trash/purge';
import { restoration } from '../trash/restoration';
import type { ChangeSpec } from './change-spec';
import { hasCode } from './refusal';
import type { Changes } from './use-changes';
import { sendReversal } from './send-reversal';

/** What a change does; how it is named was kept with it. */
type Rebuilt = Omit<ChangeSpec, 'fails'>;
type ArgsAfterFirst<F> = F extends (first: never, ...rest: infer Args) => unknown ? Args : never;
/** Makes one kind of change from the arguments that were kept. */
type Rebuild = (...args: unknown[]) => Rebuilt;

/** @returns what makes a change again that an earlier page did not get to send, from what was kept of it */
export function changeRebuilder(
  context: TodoContext,
  changes: Changes,
  toasts: Toasts,
): (change: KeptChange) => ChangeSpec {
  const kinds: Record<string, Rebuild | undefined> = {
    ...todoKinds(context, changes, toasts),
    ...outlineKinds(context),
  };
  return (change) => {
    const { fails, did, made } = change;
    const [kind, ...args] = made;
    try {
      const rebuild = isReversal(kind) ? reversalKind(context.userId, kind, change.written) : kinds[kind];
      if (!rebuild) throw new Error(`Latch knows no change of the kind ${kind}.`);
      return { ...rebuild(...args), fails, did, kept: made };
    } catch (error) {
      // Of another version of Latch: it is refused, and the person told.
      return { ...refused(error), fails, did, kept: made };
    }
  };
}

function todoKinds(context: TodoContext, changes: Changes, toasts: Toasts): Record<string, Rebuild> {
  const { userId, replica } = context;
  const refusals = todoRefusals(context, changes, toasts);
  const kinds = {
    create: (...[todo, wanted]: ArgsAfterFirst<typeof creation>): Rebuilt => ({
      ...creation(context, todo, wanted),
      refused: (error, refusal) => refusals.create(error, refusal, todo),
    }),
    addMany: (...args: ArgsAfterFirst<typeof creationOfMany>): Rebuilt => creationOfMany(context, ...args),
    update: (...[seen, patch]: ArgsAfterFirst<typeof update>): Rebuilt => ({
      ...update(context, seen, patch, true),
      refused: (error, refusal) => refusals.update(error, refusal, seen, patch),
    }),
    bulkEdit: (...[ids, edit]: ArgsAfterFirst<typeof bulkEdit>): Rebuilt => {
      const todos = ids.flatMap((id) => replica.shown.get('todos', id) ?? []);
      return {
        ...bulkEdit(context, ids, edit),
        refused: (error, refusal) => refusals.many(error, refusal, todos, 'Not changed'),
      };
    },
    move: (...args: ArgsAfterFirst<typeof movement>): Rebuilt => movement(context, ...args),
    delete: (...args: ArgsAfterFirst<typeof deletion>): Rebuilt => deletion(context, ...args),
    restore: (...args: ArgsAfterFirst<typeof restoration>): Rebuilt => restoration(userId, ...args),
    purge: (...args: ArgsAfterFirst<typeof purge>): Rebuilt => purge(userId, ...args),
    emptyTrash: (...args: ArgsAfterFirst<typeof emptying>): Rebuilt => emptying(userId, ...args),
    clear: (): Rebuilt => clearance(userId),
    updateSettings: (patch: SettingsPatch): Rebuilt => settingsChange(userId, patch),
  };
  return kinds as unknown as Record<string, Rebuild>;
}

/** Each action of projects, sections, labels and saved filters makes one change, which it runs. */
function outlineKinds({ userId, replica }: TodoContext): Record<string, Rebuild> {
  const specs = new OutlineSpecs(replica);
  let made: ChangeSpec | undefined;
  const takeSpec = (spec: ChangeSpec) => void (made = spec);
  const actions: OutlineActions = {
    ...projectActions(userId, specs, takeSpec),
    ...sectionActions(userId, specs, takeSpec),
    ...labelActions(userId, specs, takeSpec),
    ...savedFilterActions(userId, specs, takeSpec),
  };
  const rebuild =
    (act: (...args: never[]) => unknown) =>
    (...args: unknown[]) => {
      act(...(args as never[]));
      return made!;
    };
  return Object.fromEntries(Object.entries(actions).map(([kind, act]) => [kind, rebuild(act)]));
}

type Reversal = 'undo' | 'redo';
const isReversal = (kind: string): kind is Reversal => kind === 'undo' || kind === 'redo';

function reversalKind(userId: string, way: Reversal, written: KeptChange['written']): Rebuild {
  return (changeId) => ({
    undoable: false,
    apply: repetitionOf(written),
    send: (id) =>
      sendReversal(userId, way, String(changeId), id).catch((error: unknown) => {
        // It had been refused, so there is nothing to take back.
        if (!hasCode(error, 'CHANGE_NOT_FOUND')) throw error;
      }),
  });
}

function refused(reason: unknown): Rebuilt {
  return {
    apply: () => undefined,
    send: async () => {
      throw reason instanceof Error ? reason : new Error(String(reason));
    },
  };
}
