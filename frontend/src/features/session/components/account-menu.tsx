import { MenuButton } from '../../../shared/ui/menu-button';
import { lazyOverlay } from '../../../shared/ui/overlays';
import type { AccountMenuProps } from './account-menu-list';
import styles from './account-menu.module.css';

const loadList = () => import('./account-menu-list');
const AccountMenuList = lazyOverlay(loadList);

/** The account's button; its menu is fetched when it is pointed at. */
export function AccountMenu(props: AccountMenuProps) {
  const name = props.user.name || props.user.email;
  return (
    <MenuButton
      label={`Account: ${name}`}
      prefetch={loadList}
      renderList={(menu) => <AccountMenuList {...props} menu={menu} />}
    >
      <span className={styles.initial}>{initialOf(name)}</span>
    </MenuButton>
  );
}

/** The first letter as people see it, which may be several code points. */
function initialOf(name: string): string {
  const [first] = new Intl.Segmenter().segment(name);
  return first?.segment.toLocaleUpperCase() ?? '';
}
