import { MAX_SEARCH_LENGTH, searchQuery } from '@latch/domain/search/search-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useMemo, useRef } from 'react';
import { FoundCount } from '../features/search/components/found-count';
import { FoundNames } from '../features/search/components/found-names';
import { OlderNote } from '../features/search/components/older-note';
import { SearchField } from '../features/search/components/search-field';
import { SearchList } from '../features/todo-list/components/search-list';
import { useOutline } from '../model/outline/use-outline';
import { useOlderFound } from '../model/search/older-found';
import { searchView, usePreparedSearch } from '../model/search/search-view';
import { runCommand } from '../shared/keys/command-registry';
import { useCommands } from '../shared/keys/use-commands';
import { EmptyState } from '../shared/ui/empty-state';
import { PageHeader } from '../shared/ui/page-header';
import { usePageTitle } from '../shared/ui/page-title';
import { useDelayedText } from '../shared/ui/use-delayed-text';
import { useListCallbacks } from '../shell/use-list-callbacks';
import type { ShellSearch } from '../shell/use-open-todo';
import { useUserId } from './authenticated-route';
import styles from './page.module.css';

/** `/search?query=…` */
export function SearchPage() {
  const userId = useUserId();
  const { inAddress, putInAddress } = useQueryInAddress();
  const { typed, setTyped, send } = useDelayedText(inAddress, putInAddress, { tidy });
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  usePreparedSearch(userId);
  usePageTitle(inAddress ? `Search: ${inAddress}` : 'Search');
  const find = () => {
    field.current?.focus();
    field.current?.select();
  };
  useCommands({ find });
  const next = () => {
    send();
    runCommand('next');
  };
  return (
    <div className={styles.page}>
      <PageHeader title="Search" />
      <SearchField typed={typed} onType={setTyped} onLeave={() => send()} onNext={next} field={field} />
      <Results userId={userId} typed={useDeferredValue(typed.trim())} asked={inAddress} />
    </div>
  );
}

function useQueryInAddress() {
  const { query = '' }: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const putInAddress = (text: string) =>
    void navigate({
      to: '.',
      search: (before: ShellSearch) => ({ ...before, query: text || undefined }),
      replace: true,
      resetScroll: false,
    });
  // A number in an address is read as one.
  return { inAddress: typeof query === 'string' || typeof query === 'number' ? String(query) : '', putInAddress };
}

const tidy = (text: string) => text.trim();

interface ResultsProps {
  userId: string;
  typed: string;
  /** What the server is asked for. */
  asked: string;
}

function Results({ userId, typed, asked }: ResultsProps) {
  const outline = useOutline(userId);
  const { callbacks, overlays } = useListCallbacks(userId);
  const query = useMemo(() => searchQuery(typed), [typed]);
  const view = useMemo(() => searchView(typed), [typed]);
  const older = useOlderFound(userId, searchQuery(asked) ? asked.slice(0, MAX_SEARCH_LENGTH) : '');
  if (!query)
    return <EmptyState title={typed === '' ? 'Search your todos' : 'Nothing to search for yet'}>{HINT}</EmptyState>;
  const isSearching = older.isFetching || typed !== asked;
  return (
    <>
      <FoundCount userId={userId} view={view} />
      {outline && <FoundNames typed={typed} query={query} outline={outline} />}
      <SearchList
        {...{ userId, view, query, older: older.ids }}
        empty={
          !isSearching && (
            <EmptyState title="No todos found">Check the spelling, or try fewer or other words.</EmptyState>
          )
        }
        foot={<OlderNote {...older} />}
        {...callbacks}
      />
      {overlays}
    </>
  );
}

const HINT = 'Type words of a title, of notes, or the name of a project, section or label. Small typos are forgiven.';
