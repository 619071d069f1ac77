import type { SavedFilter } from '../../../model/outline/outline';
import { MoreIcon } from '../../../shared/ui/icons';
import { MenuButton } from '../../../shared/ui/menu-button';
import { lazyOverlay } from '../../../shared/ui/overlays';

const loadMenu = () => import('./filter-menu');
const FilterMenu = lazyOverlay(loadMenu);

/** What can be done with a saved filter: fetched when it is pointed at. */
export function FilterActions({ userId, filter }: { userId: string; filter: SavedFilter }) {
  return (
    <MenuButton
      label={`Actions for ${filter.name}`}
      prefetch={loadMenu}
      renderList={(menu) => <FilterMenu userId={userId} filter={filter} menu={menu} />}
    >
      <MoreIcon size={20} aria-hidden="true" />
    </MenuButton>
  );
}
