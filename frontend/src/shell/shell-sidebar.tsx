import { useRouter } from '@tanstack/react-router';
import { type RefObject, Suspense, useEffect, useRef, useState } from 'react';
import { LabelActions } from '../features/labels/components/label-actions';
import { ProjectActions } from '../features/project/components/project-actions';
import { Sidebar } from '../features/sidebar/components/sidebar';
import { strokeOf } from '../shared/keys/strokes';
import { lazyOverlay } from '../shared/ui/overlays';
import styles from './app-shell.module.css';
import type { Dialogs } from './use-shell-dialogs';

const SidebarFilters = lazyOverlay(() => import('./sidebar-filters'));

interface ShellSidebarProps {
  userId: string;
  /** Whether it is open where there is no room for it. */
  isOpen: boolean;
  onClose: () => void;
  ref: RefObject<HTMLDivElement | null>;
  dialogs: Dialogs;
}

/** The sidebar: beside the page where there is room, over it where there is not. */
export function ShellSidebar({ userId, isOpen, onClose, ref, dialogs }: ShellSidebarProps) {
  return (
    <>
      {isOpen && (
        // The pointer's way out; the keyboard's is Escape. Not before the whole press: its end would be on what is behind it.
        <div className={styles.backdrop} onClick={onClose} aria-hidden="true" />
      )}
      <div ref={ref} className={styles.sidebar} data-open={isOpen || undefined}>
        <Sidebar
          userId={userId}
          renderProjectActions={(project) => <ProjectActions userId={userId} project={project} />}
          renderLabelActions={(label) => <LabelActions userId={userId} label={label} />}
          renderFilters={(favourites) => (
            <Suspense fallback={null}>
              <SidebarFilters userId={userId} favourites={favourites} />
            </Suspense>
          )}
          onAddProject={() => dialogs.show('project')}
          onAddLabel={() => dialogs.show('label')}
        />
      </div>
    </>
  );
}

/** From here on there is room for the sidebar beside the page; the same as in app-shell.module.css. */
const WIDE = '(min-width: 900px)';

/** The sidebar as a drawer, where there is no room for it: opened by a button, closed by Escape and by going somewhere. */
export function useDrawer() {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const drawer = useRef<HTMLDivElement>(null);
  const router = useRouter();

  useEffect(() => {
    if (!isOpen) return undefined;
    const link = (selector: string) => drawer.current?.querySelector<HTMLElement>(selector);
    (link('[aria-current="page"]') ?? link('a'))?.focus();
    const shut = () => setOpen(false);
    const onKeyDown = (event: KeyboardEvent) => {
      if (strokeOf(event) !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      shut();
      button.current?.focus();
    };
    const wide = matchMedia(WIDE);
    wide.addEventListener('change', shut);
    document.addEventListener('keydown', onKeyDown);
    const unsubscribe = router.subscribe('onBeforeNavigate', ({ pathChanged }) => {
      shut();
      if (!pathChanged) button.current?.focus();
      // Out of what is about to be hidden, so that the next page's heading gets the focus however soon it is drawn.
      else if (drawer.current?.contains(document.activeElement)) (document.activeElement as HTMLElement).blur();
    });
    return () => {
      wide.removeEventListener('change', shut);
      document.removeEventListener('keydown', onKeyDown);
      unsubscribe();
    };
  }, [isOpen, router]);

  return {
    isOpen,
    button,
    drawer,
    open: () => setOpen(true),
    close: () => {
      setOpen(false);
      button.current?.focus();
    },
  };
}
