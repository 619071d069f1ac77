import { ApiError, sentenceOf } from '../../shared/api/errors';
import type { Toasts } from '../../shared/ui/toast';
import type { ChangeSpec } from './change-spec';

/** Says that a change was refused, why, and, where that may help, lets it be tried again. */
export function tellRefusal(toasts: Toasts, spec: ChangeSpec, error: Error, again: () => void): void {
  const action = isServersFault(error) ? { label: 'Try again', onPress: again } : undefined;
  toasts.show({ title: spec.fails, description: sentenceOf(error), tone: 'danger', action });
}

/** Nothing is wrong with what was sent: it may work a moment later. */
export function isServersFault(error: Error): boolean {
  return !(error instanceof ApiError) || error.status >= 500 || error.status === 429;
}

export function hasCode(error: unknown, code: string): error is ApiError {
  return error instanceof ApiError && error.code === code;
}

/** Says why something was not undone, with the value it has now and the one it would have got. */
export async function tellUndoRefusal(toasts: Toasts, error: Error): Promise<void> {
  const conflict = hasCode(error, 'UNDO_REFUSED') ? error.conflicts[0] : undefined;
  if (!conflict) {
    toasts.show({ title: 'Not undone', description: sentenceOf(error), tone: 'danger' });
    return;
  }
  const { formatConflict } = await import('../history/formatters');
  toasts.show({ title: 'Not undone: it was changed since', description: formatConflict(conflict), tone: 'danger' });
}
