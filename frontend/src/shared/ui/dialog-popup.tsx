import { Dialog } from '@base-ui/react/dialog';
import type { DialogProps } from './overlay-types';
import { IconButton } from './icon-button';
import { CloseIcon } from './icons';
import { Sentence } from './own-text';
import styles from './dialog.module.css';

/** The popup of a dialog; use `Dialog`, which loads it when it is needed. */
export default function DialogPopup(props: DialogProps) {
  const { open, onOpenChange, title, description, dismissible = true, size, initialFocus, children } = props;
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => dismissible && onOpenChange?.(next)}
      disablePointerDismissal={!dismissible}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.popup} data-size={size} initialFocus={initialFocus}>
          <div className={styles.heading}>
            <Dialog.Title className={styles.title}>
              <Sentence>{title}</Sentence>
            </Dialog.Title>
            {dismissible && (
              <Dialog.Close
                render={
                  <IconButton label="Close" shortcut="Escape">
                    <CloseIcon size={20} aria-hidden="true" />
                  </IconButton>
                }
              />
            )}
          </div>
          {description && <Dialog.Description className={styles.description}>{description}</Dialog.Description>}
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
