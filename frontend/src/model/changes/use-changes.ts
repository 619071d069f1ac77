import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { SessionReplacedError } from '../../shared/api/session-events';
import { announce } from '../../shared/ui/announcements';
import { type Toasts, useToasts } from '../../shared/ui/toast';
import type { ChangeSpec } from './change-spec';
import { tellRefusal, tellUndoRefusal } from './refusal';
import { changesOf, type ChangeTeller, type UndoOutcome, type UserChanges } from './user-changes';

/** One place for all of them: the newest takes the place of the one before. */
const TOAST = 'undo';

/** The way to change anything, to take it back, and to make it again; what becomes of it is said. */
export interface Changes {
  /** @returns the answer; rejects when refused, which the person was told already */
  run: <Result>(spec: ChangeSpec<Result>) => Promise<Result>;
  /** The same for who does not wait for the answer. */
  start: (spec: ChangeSpec) => void;
  /** Takes back a change, by default the last one. */
  undo: (changeId?: string) => void;
  redo: () => void;
}

/** @returns a stable object for as long as the user is the same */
export function useChanges(userId: string): Changes {
  const client = useQueryClient();
  const toasts = useToasts();
  return useMemo(() => toldChanges(changesOf(client, userId), toasts), [client, userId, toasts]);
}

function toldChanges(changes: UserChanges, toasts: Toasts): Changes {
  let offered: string | null = null;

  const report = (sent: Promise<UndoOutcome>, done: string, nothing: string) => {
    sent.then(
      (outcome) => announce(outcome === 'done' ? done : nothing),
      (error: Error) => {
        if (!(error instanceof SessionReplacedError)) void tellUndoRefusal(toasts, error);
      },
    );
  };
  const undo = (changeId?: string) => {
    toasts.dismiss(TOAST);
    report(changes.undo(changeId), 'Undone.', 'Nothing to undo.');
  };
  const redo = () => {
    toasts.dismiss(TOAST);
    report(changes.redo(), 'Redone.', 'Nothing to redo.');
  };
  const tell: ChangeTeller = {
    made: ({ say, announce: words }, changeId) => {
      if (say) {
        offered = changeId;
        toasts.show({ id: TOAST, title: say, action: { label: 'Undo', onPress: () => undo(changeId) } });
      }
      if (words) announce(words);
    },
    refused: (spec, error, changeId) => {
      if (offered === changeId) toasts.dismiss(TOAST);
      if (!spec.refused?.(error)) tellRefusal(toasts, spec, error, () => start(spec));
    },
  };
  const run = <Result>(spec: ChangeSpec<Result>) => changes.run(spec, tell);
  const start = (spec: ChangeSpec) => void run(spec).catch(() => undefined);
  return { run, start, undo, redo };
}
