import { Dialog } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import { Sentence } from './own-text';
import styles from './dialog.module.css';
import { VisuallyHidden } from './visually-hidden';

export interface PickerWindowProps {
  /** Said, not shown: the field says enough to the eye. */
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** A window for choosing, open for as long as it is there. The focus starts in its first control, and returns to where it was. */
export function PickerWindow({ title, onClose, children }: PickerWindowProps) {
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.popup} data-size="picker">
          <Dialog.Title className={styles.hiddenTitle}>
            <VisuallyHidden>
              <Sentence>{title}</Sentence>
            </VisuallyHidden>
          </Dialog.Title>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
