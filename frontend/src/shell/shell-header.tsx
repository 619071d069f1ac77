import { Link } from '@tanstack/react-router';
import type { RefObject } from 'react';
import { AccountMenu } from '../features/session/components/account-menu';
import type { User } from '../features/session/session';
import { IconButton } from '../shared/ui/icon-button';
import { MenuIcon, SearchIcon } from '../shared/ui/icons';
import { Kbd } from '../shared/ui/kbd';
import { Logo } from '../shared/ui/logo';
import { ThemeControl } from '../shared/ui/theme-control';
import styles from './app-shell.module.css';

interface ShellHeaderProps {
  user: User;
  menuButton: RefObject<HTMLButtonElement | null>;
  menuOpen: boolean;
  onMenu: () => void;
  onSearch: () => void;
  onSettings: () => void;
  onSignedOut: () => void | Promise<void>;
}

/** The head of every page of somebody signed in. */
export function ShellHeader({ user, menuButton, menuOpen, onMenu, onSearch, ...account }: ShellHeaderProps) {
  return (
    <header className={styles.header}>
      <span className={styles.menu}>
        <IconButton ref={menuButton} label="Lists" aria-expanded={menuOpen} onClick={onMenu}>
          <MenuIcon size={20} aria-hidden="true" />
        </IconButton>
      </span>
      <Link to="/inbox" className={styles.home} aria-label="Latch, your Inbox">
        <Logo />
      </Link>
      <button type="button" className={styles.search} aria-keyshortcuts="Control+K" onClick={onSearch}>
        <SearchIcon size={20} aria-hidden="true" />
        <span className={styles.searchName}>Search</span>
        <span className={styles.searchKeys}>
          <Kbd keys="Control+k" />
        </span>
      </button>
      <div className={styles.controls}>
        <ThemeControl density />
        <AccountMenu user={user} {...account} />
      </div>
    </header>
  );
}
