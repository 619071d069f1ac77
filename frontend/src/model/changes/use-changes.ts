import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { SessionReplacedError } from '../../shared/api/session-events';
import type { KeptChange } from '../../replica/kept-change';
import type { RefusedChange } from '../../replica/refused-changes';
import { announce } from '../../shared/ui/announcements';
import { type Toasts, useToasts } from '../../shared/ui/toast';
import type { ChangeSpec } from './change-spec';
import { tellRefusal, tellUndoRefusal, WAITS } from './refusal';
import { changesOf, type ChangeTeller, type UndoOutcome } from './user-changes';

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
  /** Remembers that a refused change was left as it is, and offers to undo that. @param say what was done, in words */
  letGo: (say: string, entry: RefusedChange) => void;
  /** Sends what an earlier page did not get to send. @param specOf makes it again from what was kept of it */
  resume: (specOf: (change: KeptChange) => ChangeSpec) => void;
}

/** @returns a stable object for as long as the user is the same */
export function useChanges(userId: string): Changes {
  const client = useQueryClient();
  const toasts = useToasts();
  return useMemo(() => toldChanges(client, userId, toasts), [client, userId, toasts]);
}

/** For what is no component; otherwise see {@link useChanges}. */
export function toldChanges(client: QueryClient, userId: string, toasts: Toasts): Changes {
  const changes = changesOf(client, userId);
  let offered: string | null = null;

  const report = (sent: Promise<UndoOutcome>, nothing: string) => {
    sent.then(
      (outcome) => {
        if (outcome === 'nothing') toasts.show({ id: TOAST, title: nothing });
      },
      (error: Error) => {
        if (error instanceof SessionReplacedError) return;
        toasts.dismiss(TOAST);
        void tellUndoRefusal(toasts, error, changes.waiting.has(error));
      },
    );
  };
  const told = (way: 'Undid' | 'Redid') => (did: string) =>
    void toasts.show({ id: TOAST, title: did ? `${way}: ${within(did)}` : `${way} a change` });
  const undo = (changeId?: string) => {
    toasts.dismiss(TOAST);
    report(changes.undo(told('Undid'), changeId), 'Nothing to undo');
  };
  const redo = () => {
    toasts.dismiss(TOAST);
    report(changes.redo(told('Redid')), 'Nothing to redo');
  };
  const offer = (say: string, changeId: string) => {
    offered = changeId;
    toasts.show({ id: TOAST, title: say, action: { label: 'Undo', onPress: () => undo(changeId) } });
  };
  const tell: ChangeTeller = {
    made: ({ say, announce: words }, changeId) => {
      if (say) offer(say, changeId);
      if (words) announce(words);
    },
    refused: (spec, error, changeId, waits) => {
      if (offered === changeId) toasts.dismiss(TOAST);
      const refusal = {
        changeId,
        waits: waits ? WAITS : '',
        take: () => !waits || changes.takeRefused(changeId),
      };
      const tellUnless = (isTold: boolean) => {
        if (!isTold) tellRefusal(toasts, spec, error, refusal, () => start(spec));
      };
      Promise.resolve(spec.refused?.(error, refusal) ?? false).then(tellUnless, () => tellUnless(false));
    },
  };
  const run = <Result>(spec: ChangeSpec<Result>) => changes.run(spec, tell);
  const start = (spec: ChangeSpec) => void run(spec).catch(() => undefined);
  const letGo: Changes['letGo'] = (say, entry) => offer(say, changes.letGo.add(say, entry));
  return { run, start, undo, redo, letGo, resume: (specOf) => changes.resumeWith({ tell, specOf }) };
}

/** A sentence as a part of another. */
function within(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}`;
}
