import { ApiError, type FieldConflict, sentenceOf } from '../../shared/api/errors';
import type { Toasts } from '../../shared/ui/toast';
import { runCommand } from '../../shared/keys/command-registry';
import type { ChangeSpec, Refusal } from './change-spec';

/** Where a refused change is found when the toast was missed: before the reason, of which a toast may show the beginning alone. */
export const WAITS = 'In Needs you: ';

/** @returns the id of the toast that tells of a refused change */
export const refusalToast = (changeId: string) => `refused ${changeId}`;

/** Something to do about a refused change. */
type RefusalAction = { label: string; onPress: () => void };

/**
 * Says that a change was refused, why, and where it waits. Where that may help, it can be tried again at once.
 * @param again makes it again
 */
export function tellRefusal(
  toasts: Toasts,
  spec: Pick<ChangeSpec, 'fails'>,
  error: Error,
  refusal: Refusal,
  again: () => void,
): void {
  showRefusal(toasts, refusal, {
    title: spec.fails,
    description: sentenceOf(error),
    action: isServersFault(error) ? goOn(refusal, 'Try again', again) : undefined,
  });
}

/** @param told what is said, and what can be done about it; by default the list is opened in which it waits */
export function showRefusal(
  toasts: Toasts,
  { changeId, waits }: Refusal,
  told: { title: string; description: string; action?: RefusalAction | undefined },
): void {
  const { title, description, action } = told;
  const show = waits ? { label: 'Needs you', onPress: () => void runCommand('goNeedsYou') } : undefined;
  const id = refusalToast(changeId);
  toasts.show({ id, title, description: waits + description, tone: 'danger', action: action ?? show });
}

/** @returns what takes the place of the refused change, which waits no more */
export function goOn({ take }: Refusal, label: string, work: () => void): RefusalAction {
  return { label, onPress: () => void (take() && work()) };
}

/** The refused change whose editor opens with Needs you. */
let toEdit: string | undefined;

/** @returns what edits the text of a refused change where it waits, so that it is kept until another one is sent */
export function editWhereItWaits({ changeId, waits }: Refusal): RefusalAction | undefined {
  const onPress = () => {
    toEdit = changeId;
    runCommand('goNeedsYou');
  };
  return waits ? { label: 'Edit', onPress } : undefined;
}

/** Whether the editor of this change was asked for, until it has opened. */
export const isToBeEdited = (changeId: string) => changeId === toEdit;
export const endToBeEdited = () => void (toEdit = undefined);

/** Nothing is wrong with what was sent: it may work a moment later. */
export function isServersFault(error: Error): boolean {
  return !(error instanceof ApiError) || error.status >= 500 || error.status === 429;
}

export function hasCode(error: unknown, code: string): error is ApiError {
  return error instanceof ApiError && error.code === code;
}

/** Says why something was not undone, with the value it has now and the one it would have got. @param isWaiting whether it waits in Needs you */
export async function tellUndoRefusal(toasts: Toasts, error: Error, isWaiting: boolean): Promise<void> {
  const reason = await formatUndoRefusal(error);
  toasts.show({
    title: hasCode(error, 'UNDO_REFUSED') ? 'Not undone: it was changed since' : 'Not undone',
    description: (isWaiting ? WAITS : '') + (reason ?? sentenceOf(error)),
    tone: 'danger',
  });
}

/** @returns both values that stand in the way of an undo; undefined where there are none, or what puts them into words did not load */
export async function formatUndoRefusal(cause: Error): Promise<string | undefined> {
  const conflict = hasCode(cause, 'UNDO_REFUSED') ? cause.conflicts[0] : undefined;
  const words = conflict && (await import('../history/formatters').catch(() => undefined));
  return words?.formatConflict(conflict as FieldConflict);
}
