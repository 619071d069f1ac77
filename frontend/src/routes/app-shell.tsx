import { Link, Outlet, useNavigate, useRouteContext } from '@tanstack/react-router';
import { useEffect } from 'react';
import { AccountMenu } from '../features/session/components/account-menu';
import { SessionDialog } from '../features/session/components/session-dialog';
import { reloadRestoredPage } from '../features/session/restored-page';
import { Logo } from '../shared/ui/logo';
import { ThemeControl } from '../shared/ui/theme-control';
import { InsideShell } from './inside-shell';
import styles from './app-shell.module.css';

/** What stands around every page of somebody signed in. */
export function AppShell() {
  const { user } = useRouteContext({ from: '/_authenticated' });
  const navigate = useNavigate();
  useEffect(() => reloadRestoredPage(), []);
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        Skip to the todos
      </a>
      <header className={styles.header}>
        <Link to="/dashboard" className={styles.home} aria-label="Latch, all your todos">
          <Logo />
        </Link>
        <div className={styles.controls}>
          <ThemeControl />
          <AccountMenu user={user} onSignedOut={() => navigate({ to: '/sign-in', replace: true })} />
        </div>
      </header>
      <SessionDialog user={user} onOtherUser={() => location.assign('/dashboard')} />
      <main id="main" className={styles.main} tabIndex={-1}>
        <InsideShell value={true}>
          <Outlet />
        </InsideShell>
      </main>
    </div>
  );
}
