import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import { FilterActions } from '../features/filter/components/filter-actions';
import { FilterExamples } from '../features/filter/components/filter-examples';
import { FilterSign } from '../features/filter/components/filter-sign';
import { UnsavedQuery } from '../features/filter/components/unsaved-query';
import { draftOf, keepDraft } from '../model/filters/drafts';
import { useFilter } from '../features/filter/use-filter';
import type { SavedFilter } from '../model/outline/outline';
import { useOutline } from '../model/outline/use-outline';
import { useOutlineActions } from '../model/outline/use-outline-actions';
import { Button } from '../shared/ui/button';
import { OverlayFallback } from '../shared/ui/overlay-fallback';
import { lazyOverlay } from '../shared/ui/overlays';
import { PageHeader } from '../shared/ui/page-header';
import { usePageTitle } from '../shared/ui/page-title';
import type { ShellSearch } from '../shell/use-open-todo';
import { useUserId } from './authenticated-route';
import { FilterParts } from './filter-parts';
import { NotFoundInList } from './not-found-in-list';
import styles from './page.module.css';

const SavedFilterDialog = lazyOverlay(() => import('../features/filter/components/saved-filter-dialog'));

/** `/filter?query=…` */
export function FilterPage() {
  const userId = useUserId();
  const [query = '', go] = useQuery();
  const filter = useFilter(userId, query);
  const [isSaved, setSaved] = useState(false);
  const navigate = useNavigate();
  usePageTitle(query ? `Filter: ${query}` : 'Filter');
  const showSaved = ({ id: filterId }: SavedFilter) =>
    void navigate({ to: '/filters/$filterId', params: { filterId }, replace: true });
  return (
    <div className={styles.page}>
      <PageHeader title="Filter">
        {filter.view && <Button onClick={() => setSaved(true)}>Save as filter</Button>}
      </PageHeader>
      <FilterParts userId={userId} query={query} onQuery={go} filter={filter}>
        {query === '' && <FilterExamples onPick={go} />}
      </FilterParts>
      {isSaved && (
        <Suspense fallback={<OverlayFallback onCancel={() => setSaved(false)} />}>
          <SavedFilterDialog userId={userId} query={query} onSaved={showSaved} onClose={() => setSaved(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** `/filters/$filterId`, with `?query=…` for one that is not saved yet. */
export function SavedFilterPage() {
  const { filterId } = useParams({ from: '/_authenticated/filters/$filterId' });
  const userId = useUserId();
  const outline = useOutline(userId);
  const saved = outline?.filters.find(({ id }) => id === filterId);
  usePageTitle(saved?.name ?? 'Filter');
  if (outline && !saved) return <NotFoundInList what="filter" />;
  return saved ? <OneFilter key={filterId} userId={userId} saved={saved} /> : <PageHeader title="" />;
}

function OneFilter({ userId, saved }: { userId: string; saved: SavedFilter }) {
  const { id, name, colour, query: savedQuery } = saved;
  const [asked, go] = useQuery();
  const query = asked ?? draftOf(id) ?? savedQuery;
  const filter = useFilter(userId, query);
  const { updateFilter } = useOutlineActions(userId);
  const isChanged = query !== savedQuery;
  const change = (text: string) => {
    // An empty text is a change, too; the address has no other way to say so.
    keepDraft(id, text === savedQuery ? undefined : text);
    go(text === savedQuery ? undefined : text);
  };
  useEffect(() => {
    keepDraft(id, isChanged ? query : undefined);
  }, [id, isChanged, query]);
  const save = () => {
    updateFilter(saved, { query });
    change(savedQuery);
  };
  return (
    <div className={styles.page}>
      <PageHeader title={name ?? ''} own mark={<FilterSign colour={colour} size={20} />}>
        <FilterActions userId={userId} filter={saved} />
      </PageHeader>
      <FilterParts userId={userId} query={query} onQuery={change} filter={filter}>
        {isChanged && (
          <UnsavedQuery canSave={filter.view !== undefined} onSave={save} onDiscard={() => change(savedQuery)} />
        )}
      </FilterParts>
    </div>
  );
}

/** The filter that the address has, and how it gets another one. */
function useQuery(): [string | undefined, (query: string | undefined) => void] {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const go = (query: string | undefined) =>
    void navigate({
      to: '.',
      search: (before: ShellSearch) => ({ ...before, query: query || undefined }),
      replace: true,
      resetScroll: false,
    });
  return [typeof search.query === 'string' ? search.query : undefined, go];
}
