import type { CountedLabel } from '../../../model/outline/outline';
import { MoreIcon } from '../../../shared/ui/icons';
import { MenuButton } from '../../../shared/ui/menu-button';
import { lazyOverlay } from '../../../shared/ui/overlays';

const loadMenu = () => import('./label-menu');
const LabelMenu = lazyOverlay(loadMenu);

/** What can be done with a label: fetched when it is pointed at. */
export function LabelActions({ userId, label }: { userId: string; label: CountedLabel }) {
  return (
    <MenuButton
      label={`Actions for ${label.name}`}
      prefetch={loadMenu}
      renderList={(menu) => <LabelMenu userId={userId} label={label} menu={menu} />}
    >
      <MoreIcon size={20} aria-hidden="true" />
    </MenuButton>
  );
}
