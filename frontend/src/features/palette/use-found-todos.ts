import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { Todo } from '../../model/todos/todo';
import { settledRead } from '../../model/reads';
import { useReplicaViewIfThere } from '../../replica/synced-replica';
import { latchApi, unwrap } from '../../shared/api/client';
import { matches } from '../../shared/formatters/matches';
import { tidyLine } from '@latch/domain/tidy-line';
import { searchIn } from '../../replica/row-search';

/** How many are found at most. */
const MOST_FOUND = 20;
/** Shorter than between two words, longer than between two letters. */
const PAUSE_MS = 150;
const TRY_AGAIN_MS = 3_000;
const NONE: Todo[] = [];

export interface FoundTodos {
  found: Todo[];
  searching: boolean;
  /** Why nothing was found yet: the last try failed. */
  failure: Error | null;
}

/**
 * Todos with what was typed: at once those that are here, and behind them, once one pauses, those that were completed long ago and
 * that only the server has. An answer to something typed before is never taken for this one's.
 */
export function useFoundTodos(userId: string, typed: string): FoundTodos {
  const wanted = tidyLine(typed);
  const text = usePaused(wanted);
  const here =
    useReplicaViewIfThere(userId, `found ${wanted}`, (rows) => searchIn(rows).find(wanted).slice(0, MOST_FOUND)) ??
    NONE;
  const enabled = text !== '' && here.length < MOST_FOUND;
  const { data, isFetching, isPlaceholderData, failureReason } = useQuery({
    ...searchQuery(userId, text),
    enabled,
    // Once the server is back, the palette that is open finds again.
    refetchInterval: ({ state }) => state.status === 'error' && TRY_AGAIN_MS,
    // The list does not blink between two letters.
    placeholderData: keepPreviousData,
  });
  const isAnswer = wanted === text && !isPlaceholderData;
  // Of what was found for less, only what still fits: Enter must never open something that was not meant.
  const fitting = useMemo(
    () => (isAnswer ? data : data?.filter(({ title }) => matches(title, wanted))),
    [isAnswer, data, wanted],
  );
  const found = useMemo(() => {
    const known = new Set(here.map(({ id }) => id));
    const older = wanted === '' ? [] : (fitting ?? []).filter(({ id }) => !known.has(id));
    return [...here, ...older].slice(0, MOST_FOUND);
  }, [here, fitting, wanted]);
  const isMissing = wanted !== '' && found.length === 0;
  const failure = isMissing && wanted === text && enabled ? failureReason : null;
  return { found, searching: isMissing && (!isAnswer || isFetching), failure };
}

/** Todos with all the words of a text, at most 20. */
function searchQuery(userId: string, text: string) {
  return queryOptions<Todo[]>({
    queryKey: ['search', userId, text] as const,
    queryFn: async ({ signal }) => {
      const params = { path: { userId }, query: { q: text } };
      const read = () => unwrap(latchApi.GET('/api/users/{userId}/todos/search', { params, signal }));
      return (await settledRead(userId, signal, read)).items;
    },
    staleTime: 0,
  });
}

function usePaused(typed: string): string {
  const [paused, setPaused] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return paused;
}
