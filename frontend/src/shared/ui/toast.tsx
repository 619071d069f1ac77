import { Toast } from '@base-ui/react/toast';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { Button } from './button';
import { IconButton } from './icon-button';
import { CloseIcon } from './icons';
import styles from './toast.module.css';

export interface ToastMessage {
  /** Showing an id again changes that toast in place and starts its time anew. */
  id?: string;
  title: string;
  description?: string;
  tone?: 'neutral' | 'danger';
  /** The one thing that can be done about it, such as Undo. Pressing it closes the toast. */
  action?: { label: string; onPress: () => void };
  /** Milliseconds; 0 stays until it is closed. By default 6 seconds, and a `danger` stays. */
  duration?: number;
}

export interface Toasts {
  /** @returns the toast's id */
  show: (message: ToastMessage) => string;
  dismiss: (id?: string) => void;
}

const ToastsContext = createContext<Toasts | undefined>(undefined);

/** The means to say something in passing. Stable: the same object for as long as the provider lives. */
export function useToasts(): Toasts {
  const toasts = useContext(ToastsContext);
  if (!toasts) throw new Error('useToasts is called outside of ToastProvider.');
  return toasts;
}

/**
 * Shows toasts at the foot of the window. They are announced politely (a `danger` at once), stop counting while pointed
 * at, focused or in a window that is not, and are reached with F6; Escape closes the focused one.
 */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [manager] = useState(() => Toast.createToastManager());
  const [toasts] = useState(() => toToasts(manager));
  return (
    <ToastsContext value={toasts}>
      <Toast.Provider toastManager={manager} timeout={6000} limit={3}>
        {children}
        <Toast.Portal>
          <Toast.Viewport className={styles.viewport}>
            <ToastList />
          </Toast.Viewport>
        </Toast.Portal>
      </Toast.Provider>
    </ToastsContext>
  );
}

function toToasts(manager: ReturnType<typeof Toast.createToastManager>): Toasts {
  const show = ({ id, title, description, tone = 'neutral', action, duration }: ToastMessage): string => {
    const shown = manager.add({
      id,
      title,
      description,
      type: tone,
      priority: tone === 'danger' ? 'high' : 'low',
      timeout: duration ?? (tone === 'danger' ? 0 : undefined),
      actionProps: action && { children: action.label, onClick: () => (manager.close(shown), action.onPress()) },
    });
    return shown;
  };
  return { show, dismiss: (id) => manager.close(id) };
}

function ToastList() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className={styles.toast} swipeDirection={['down', 'right']}>
      <Toast.Content className={styles.content}>
        <div className={styles.text}>
          <Toast.Title className={styles.title} render={<p />} />
          <Toast.Description className={styles.description} />
        </div>
        {toast.actionProps && <Toast.Action render={<Button />} />}
        <Toast.Close
          render={
            <IconButton label="Close">
              <CloseIcon size={20} aria-hidden="true" />
            </IconButton>
          }
        />
      </Toast.Content>
    </Toast.Root>
  ));
}
