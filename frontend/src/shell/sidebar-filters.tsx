import { useNavigate } from '@tanstack/react-router';
import { FilterActions } from '../features/filter/components/filter-actions';
import { FilterSign } from '../features/filter/components/filter-sign';
import { PartHeading } from '../features/sidebar/components/sidebar';
import { SidebarLink } from '../features/sidebar/components/sidebar-link';
import { useFilterCount } from '../model/filters/use-filter-count';
import type { SavedFilter } from '../model/outline/outline';
import { useOutline } from '../model/outline/use-outline';

interface SidebarFiltersProps {
  userId: string;
  /** Favourites alone, as lines among others. */
  favourites: boolean;
}

/** The saved filters in the sidebar. Loaded behind the page, with what reads and counts filters. */
export default function SidebarFilters({ userId, favourites }: SidebarFiltersProps) {
  const filters = useOutline(userId)?.filters ?? [];
  const navigate = useNavigate();
  const lines = filters
    .filter(({ favourite }) => favourite || !favourites)
    .map((filter) => <FilterLine key={filter.id} userId={userId} filter={filter} />);
  if (favourites) return lines;
  return (
    <section>
      <PartHeading name="Filters" add="Add a filter" onAdd={() => void navigate({ to: '/filter' })} />
      <ul aria-label="Filters">{lines}</ul>
    </section>
  );
}

function FilterLine({ userId, filter }: { userId: string; filter: SavedFilter }) {
  return (
    <SidebarLink
      to={{ to: '/filters/$filterId', params: { filterId: filter.id } }}
      icon={<FilterSign colour={filter.colour} />}
      name={filter.name}
      count={useFilterCount(userId, filter)}
      actions={<FilterActions userId={userId} filter={filter} />}
    />
  );
}
