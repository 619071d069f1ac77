import { Outlet, useNavigate, useRouteContext } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import { reloadRestoredPage } from '../features/session/restored-page';
import { useCommands } from '../shared/keys/use-commands';
import { lazyOverlay } from '../shared/ui/overlays';
import styles from './app-shell.module.css';
import { InsideShell } from './inside-shell';
import { ShellHeader } from './shell-header';
import { ShellSidebar, useDrawer } from './shell-sidebar';
import { TodoPanelHost } from './todo-panel-host';
import { useOpenTodo } from './use-open-todo';
import { useShellDialogs } from './use-shell-dialogs';
import { useLiveReplica } from '../replica/synced-replica';

/** Comes right behind the page, so that it is there when the network is not. */
const loadAfterPage = () => import('./after-page');
// At once: it is wanted when nothing can be fetched any more.
loadAfterPage().catch(() => undefined);
const AfterPage = lazyOverlay(loadAfterPage);
const SessionOverlay = lazyOverlay(() => import('./session-overlay'));

/** What stands around every page of somebody signed in. */
export function AppShell() {
  const { user } = useRouteContext({ from: '/_authenticated' });
  const navigate = useNavigate();
  const { isOpen: drawerIsOpen, open: openDrawer, close: closeDrawer, button: menuButton, drawer } = useDrawer();
  const { openId } = useOpenTodo();
  const dialogs = useShellDialogs();
  useEffect(() => reloadRestoredPage(), []);
  useLiveReplica(user.id);
  // Pressed before the palette is there, it opens once it is.
  useCommands({ search: () => dialogs.show('palette') }, { fallback: true });
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        Skip to the todos
      </a>
      <ShellHeader
        user={user}
        menuButton={menuButton}
        menuOpen={drawerIsOpen}
        onMenu={openDrawer}
        onSearch={() => dialogs.show('palette')}
        onSettings={() => void navigate({ to: '/settings/account' })}
        onSignedOut={() => navigate({ to: '/sign-in', replace: true })}
      />
      <ShellSidebar userId={user.id} ref={drawer} isOpen={drawerIsOpen} onClose={closeDrawer} dialogs={dialogs} />
      <main id="main" className={styles.main} tabIndex={-1} inert={drawerIsOpen}>
        <div className={styles.notice}>
          <Suspense fallback={null}>
            <AfterPage userId={user.id} dialogs={dialogs} />
          </Suspense>
        </div>
        <InsideShell value={true}>
          <Outlet />
        </InsideShell>
      </main>
      {openId && <TodoPanelHost userId={user.id} todoId={openId} />}
      <Suspense fallback={null}>
        <SessionOverlay user={user} />
      </Suspense>
    </div>
  );
}
