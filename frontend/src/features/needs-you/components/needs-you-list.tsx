import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { type RefusedAnswers, refusedAnswers } from '../../../model/changes/refused-answers';
import { refusalToast } from '../../../model/changes/refusal';
import { useChanges } from '../../../model/changes/use-changes';
import { useRefused } from '../../../model/changes/use-refused';
import { withoutGone } from '../../../model/changes/without-gone';
import { todoContext } from '../../../model/todos/todo-context';
import type { RefusedChange } from '../../../replica/refused-changes';
import { syncedReplica, useIsWhole } from '../../../replica/synced-replica';
import { useCommands } from '../../../shared/keys/use-commands';
import { EmptyState } from '../../../shared/ui/empty-state';
import { focusHeading } from '../../../shared/ui/lost-focus';
import { useToasts } from '../../../shared/ui/toast';
import { NeedsYouEntry, type NeedsYouEntryProps } from './needs-you-entry';
import styles from './needs-you.module.css';

/** What waits for the person: conflicts to choose from, and changes that were refused. */
export function NeedsYouList({ userId }: { userId: string }) {
  const all = useRefused(userId);
  const answers = useRefusedAnswers(userId);
  const { list, leave } = useEntryFocus(all);
  const shown = useShown(userId);
  useSaidHere(all);
  if (all.length === 0) {
    return (
      <EmptyState title="Nothing needs you">
        <p>Changes that Latch could not save wait here until you decide about them.</p>
      </EmptyState>
    );
  }
  return (
    <>
      <p className={styles.lead}>Latch could not save these changes. Decide what to do with each.</p>
      <ul ref={list} aria-label="Needs you" className={styles.list}>
        {all.map((refused) => (
          <li key={refused.id} data-entry-id={refused.id}>
            <NeedsYouEntry
              refused={refused}
              {...shown(refused)}
              makeAgain={(...what) => leave(refused.id, () => answers.makeAgain(...what))}
              letGo={(...what) => leave(refused.id, () => answers.letGo(...what))}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

function useRefusedAnswers(userId: string): RefusedAnswers {
  const client = useQueryClient();
  const changes = useChanges(userId);
  const toasts = useToasts();
  return useMemo(() => refusedAnswers(todoContext(client, userId), changes, toasts), [client, userId, changes, toasts]);
}

/** What is in the list need not be said over it. */
function useSaidHere(all: readonly RefusedChange[]): void {
  const toasts = useToasts();
  useEffect(() => all.forEach(({ change }) => toasts.dismiss(refusalToast(change.id))), [all, toasts]);
}

/** @returns what is there of what an entry is about, once that is known */
function useShown(userId: string): (refused: RefusedChange) => Pick<NeedsYouEntryProps, 'isThere' | 'remaining'> {
  const client = useQueryClient();
  const isWhole = useIsWhole(userId);
  const { replica } = syncedReplica(client, userId);
  useSyncExternalStore(replica.subscribe, () => replica.revision);
  return (refused) => {
    const { shown } = replica;
    const { table, id } = refused.subject;
    const isThere = isWhole && shown.get(table, id)?.deletedAt === null;
    return { isThere, remaining: isWhole ? withoutGone(shown, refused) : undefined };
  };
}

/** The keys that go from entry to entry. An answered one hands the focus on to its neighbour, or to the heading. */
function useEntryFocus(all: readonly RefusedChange[]) {
  const list = useRef<HTMLUListElement>(null);
  const left = useRef<{ next: string | undefined } | null>(null);
  const ids = all.map(({ id }) => id);
  const focus = (id: string | undefined) =>
    id && list.current?.querySelector<HTMLElement>(`[data-entry-id="${id}"] [data-conflict]`)?.focus();
  const step = (by: number) => () => {
    const at = ids.indexOf(document.activeElement?.closest<HTMLElement>('[data-entry-id]')?.dataset['entryId'] ?? '');
    focus(at === -1 ? ids.at(by > 0 ? 0 : -1) : ids[Math.min(Math.max(at + by, 0), ids.length - 1)]);
  };
  useCommands({ next: step(1), previous: step(-1) });
  useEffect(() => {
    if (!left.current) return;
    const { next } = left.current;
    left.current = null;
    if (next) focus(next);
    else focusHeading();
  });
  const leave = (id: string, answer: () => void) => {
    const at = ids.indexOf(id);
    left.current = { next: ids[at + 1] ?? ids[at - 1] };
    answer();
  };
  return { list, leave };
}
