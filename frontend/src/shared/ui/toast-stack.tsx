import { Toast } from '@base-ui/react/toast';
import { useEffect, useState } from 'react';
import { Button } from './button';
import { clearOfToasts } from './clear-of-toasts';
import { classNames } from './class-names';
import { aboveFootRoom, footRoom } from './foot-room';
import { IconButton } from './icon-button';
import { AlertIcon, CloseIcon } from './icons';
import type { ToastDisplay, ToastQueue } from './toast-queue';
import { Sentence } from './own-text';
import styles from './toast.module.css';

const USUAL_DURATION = 6000;
const rooms = [footRoom('--toasts'), aboveFootRoom('--bar')];

/**
 * The toasts on the screen; use `useToasts`, which loads this when it is needed. They are announced politely, stop
 * counting while pointed at, focused or in a window that is not, and are reached with F6; Escape closes the focused one.
 */
export default function ToastStack({ queue }: { queue: ToastQueue }) {
  const [manager] = useState(() => Toast.createToastManager());
  useEffect(() => queue.attach(displayOn(manager)), [queue, manager]);
  return (
    <Toast.Provider toastManager={manager} timeout={USUAL_DURATION} limit={3}>
      <Toast.Portal>
        <Toast.Viewport ref={standAtFoot} className={styles.viewport}>
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function standAtFoot(viewport: HTMLElement | null): () => void {
  const leaving = [...rooms.map((room) => room(viewport)), viewport && clearOfToasts(viewport)];
  return () => leaving.forEach((leave) => leave?.());
}

function displayOn(manager: ReturnType<typeof Toast.createToastManager>): ToastDisplay {
  return {
    add: ({ id, title, description, tone = 'neutral', action, duration }) => {
      const press = () => {
        manager.close(id);
        action?.onPress();
      };
      manager.add({
        id,
        title,
        description,
        type: tone,
        timeout: duration ?? (tone === 'danger' ? 0 : USUAL_DURATION),
        actionProps: action && { children: action.label, onClick: press },
      });
    },
    close: (id) => manager.close(id),
  };
}

function ToastList() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className={styles.toast} swipeDirection={['down', 'right']}>
      <Toast.Content className={styles.content}>
        {toast.type === 'danger' && <AlertIcon size={20} aria-hidden="true" className={styles.alert} />}
        <div className={styles.message}>
          <div className={classNames(styles.text, typeof toast.description === 'string' && styles.described)}>
            <Toast.Title className={styles.title} render={<p />}>
              {typeof toast.title === 'string' && <Sentence>{toast.title}</Sentence>}
            </Toast.Title>
            {typeof toast.description === 'string' && (
              <Toast.Description className={styles.description}>
                <Sentence>{toast.description}</Sentence>
              </Toast.Description>
            )}
          </div>
          {toast.actionProps && <Toast.Action render={<Button />} />}
        </div>
        <Toast.Close
          aria-hidden={false}
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
