import { type ReactNode, Suspense, useId, useRef, useState } from 'react';
import { FilterCount } from '../features/filter/components/filter-count';
import { FilterField } from '../features/filter/components/filter-field';
import filterStyles from '../features/filter/components/filter.module.css';
import type { useFilter } from '../features/filter/use-filter';
import { FlatTodoList } from '../features/todo-list/components/flat-todo-list';
import { useCommands } from '../shared/keys/use-commands';
import { Button } from '../shared/ui/button';
import { EmptyState } from '../shared/ui/empty-state';
import { ListIcon } from '../shared/ui/icons';
import { lazyOverlay } from '../shared/ui/overlays';
import { useListCallbacks } from '../shell/use-list-callbacks';

const FilterBuilder = lazyOverlay(() => import('../features/filter/builder/filter-builder'));

interface FilterPartsProps {
  userId: string;
  query: string;
  onQuery: (query: string) => void;
  /** What the query means. */
  filter: ReturnType<typeof useFilter>;
  /** Between the filter and its todos. */
  children?: ReactNode;
}

/** What pages of filters have in common: the text, the builder, the count and the todos. */
export function FilterParts({ userId, query, onQuery, filter, children }: FilterPartsProps) {
  const { errors, problems, offers, view, context, moment } = filter;
  const field = useRef<HTMLInputElement>(null);
  const builderId = useId();
  const [isBuilt, setBuilt] = useState(false);
  const { callbacks, overlays } = useListCallbacks(userId);
  useCommands({ filter: () => field.current?.focus() });
  return (
    <>
      <FilterField query={query} {...{ onQuery, errors, problems, offers, field }} />
      <div className={filterStyles.tools}>
        <Button aria-expanded={isBuilt} aria-controls={builderId} onClick={() => setBuilt(!isBuilt)}>
          <ListIcon size={16} aria-hidden="true" /> Conditions
        </Button>
        <FilterCount userId={userId} view={view} />
      </div>
      <div id={builderId} hidden={!isBuilt}>
        {isBuilt && (
          <Suspense fallback={null}>
            <FilterBuilder query={query} onQuery={onQuery} reading={moment} outline={context} />
          </Suspense>
        )}
      </div>
      {children}
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
    </>
  );
}
