import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { FilterCount } from '../features/filter/components/filter-count';
import { FilterExamples } from '../features/filter/components/filter-examples';
import { FilterField } from '../features/filter/components/filter-field';
import { useFilter } from '../features/filter/use-filter';
import { FlatTodoList } from '../features/todo-list/components/flat-todo-list';
import { useCommands } from '../shared/keys/use-commands';
import { EmptyState } from '../shared/ui/empty-state';
import { PageHeader } from '../shared/ui/page-header';
import { usePageTitle } from '../shared/ui/page-title';
import { useListCallbacks } from '../shell/use-list-callbacks';
import type { ShellSearch } from '../shell/use-open-todo';
import { useUserId } from './authenticated-route';
import styles from './page.module.css';

/** `/filter?query=…` */
export function FilterPage() {
  const userId = useUserId();
  const search: Record<string, unknown> = useSearch({ strict: false });
  const query = typeof search.query === 'string' ? search.query : '';
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  const { callbacks, overlays } = useListCallbacks(userId);
  const { errors, problems, offers, view } = useFilter(userId, query);
  usePageTitle(query ? `Filter: ${query}` : 'Filter');
  useCommands({ filter: () => field.current?.focus() });
  const go = (text: string) =>
    void navigate({
      to: '.',
      search: (before: ShellSearch) => ({ ...before, query: text || undefined }),
      replace: true,
      resetScroll: false,
    });
  return (
    <div className={styles.page}>
      <PageHeader title="Filter" />
      <FilterField query={query} onQuery={go} {...{ errors, problems, offers, field }} />
      <FilterCount userId={userId} view={view} />
      {query === '' && <FilterExamples onPick={go} />}
      {view && (
        <FlatTodoList
          key={view.key}
          userId={userId}
          view={view}
          label="Todos in this filter"
          empty={<EmptyState title="No todos in this filter">Change the filter above to see other todos.</EmptyState>}
          {...callbacks}
        />
      )}
      {overlays}
    </div>
  );
}
