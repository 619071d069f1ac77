import type { ReactNode } from 'react';
import { MenuButton } from './menu-button';
import type { MenuEntry } from './overlay-types';
import { lazyOverlay, loadOverlay } from './overlays';

export interface MenuProps {
  /** The trigger's accessible name. */
  label: string;
  /** What the trigger shows. */
  children: ReactNode;
  entries: readonly MenuEntry[];
  className?: string;
}

const MenuList = lazyOverlay(loadOverlay.menu);

/** A button that opens a list of things to do. The list is fetched when the pointer or the focus first comes near. */
export function Menu({ entries, ...button }: MenuProps) {
  return (
    <MenuButton
      {...button}
      prefetch={loadOverlay.menu}
      renderList={(menu) => <MenuList {...menu} entries={entries} />}
    />
  );
}
