import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { projectOf, type Section, sectionsOf } from '../../model/outline/outline';
import { useOutline } from '../../model/outline/use-outline';
import type { Board, Todo } from '../../model/todos/todo';
import type { Rest } from '../../model/todos/use-load-rest';
import { boardQuery, fetchColumnPage } from './api/board-query';
import { type Column, columnsOf, withPage, withSections } from './board-columns';
import { useLingering } from '../../shared/ui/use-lingering';

export interface ColumnLoading {
  loading: boolean;
  failure: Error | null;
}

/** The columns of a project's board, and how more of one is fetched. */
export function useBoard(userId: string, projectId: string) {
  const client = useQueryClient();
  const outline = useOutline(userId);
  const project = projectOf(outline, projectId);
  const query = boardQuery(client, userId, projectId);
  const { data: board } = useSuspenseQuery(query);
  const { lingering, linger } = useLingering();
  const sections = useMemo(() => sectionsOf(outline, project?.id ?? ''), [outline, project?.id]);
  const columns = useMemo(() => {
    const shows = ({ id, completedAt }: Todo) => completedAt === null || lingering.has(id);
    return columnsOf(board, project, sections, shows);
  }, [board, project, sections, lingering]);
  useColumnsFor(sections, board, (change) => client.setQueryData<Board>(query.queryKey, (now) => now && change(now)));
  return { outline, project, columns, linger, ...usePaging(userId, projectId) };
}

/** A section that was just added has its column at once. */
function useColumnsFor(sections: readonly Section[], board: Board, set: (change: (now: Board) => Board) => void): void {
  const missing = withSections(board, sections) !== board;
  useEffect(() => {
    if (missing) set((now) => withSections(now, sections));
  });
}

/** What of some columns is not loaded yet. */
export function restOfColumns(
  columns: readonly Column[],
  { states, failures, loadMore }: Pick<ReturnType<typeof usePaging>, 'states' | 'failures' | 'loadMore'>,
): Rest {
  const left = columns.filter(({ nextCursor }) => nextCursor !== null);
  return {
    complete: left.length === 0,
    loading: left.some(({ key }) => states[key]?.loading),
    failures,
    loadMore: () => left.forEach(loadMore),
  };
}

/** Fetches columns a page at a time, each for itself. */
function usePaging(userId: string, projectId: string) {
  const client = useQueryClient();
  const [states, setStates] = useState<Readonly<Record<string, ColumnLoading>>>({});
  const [failures, setFailures] = useState(0);
  const loadMore = ({ key, section, nextCursor }: Column) => {
    if (nextCursor === null || states[key]?.loading) return;
    const tell = (state: ColumnLoading) => setStates((before) => ({ ...before, [key]: state }));
    const { queryKey } = boardQuery(client, userId, projectId);
    const sectionId = section?.id ?? null;
    tell({ loading: true, failure: null });
    fetchColumnPage(userId, projectId, sectionId, nextCursor, new AbortController().signal).then(
      (page) => {
        client.setQueryData<Board>(queryKey, (now) => now && withPage(now, sectionId, nextCursor, page));
        tell({ loading: false, failure: null });
      },
      (failure: Error) => {
        tell({ loading: false, failure });
        setFailures((count) => count + 1);
      },
    );
  };
  return { loadMore, states, failures };
}
