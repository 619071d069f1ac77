import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useRef } from 'react';
import { Button } from './button';
import type { ConfirmDialogProps } from './overlay-types';
import { Sentence } from './own-text';
import styles from './dialog.module.css';

/** The popup of a question; use `ConfirmDialog`, which loads it when it is needed. */
export default function ConfirmPopup(props: ConfirmDialogProps) {
  const { open, onOpenChange, title, children, confirmLabel, cancelLabel = 'Cancel', tone = 'danger' } = props;
  const cancel = useRef<HTMLButtonElement>(null);
  const confirm = () => {
    onOpenChange(false);
    props.onConfirm();
  };
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={styles.backdrop} />
        <AlertDialog.Popup
          className={styles.popup}
          initialFocus={cancel}
          finalFocus={() => props.focusAfter?.() ?? true}
        >
          <AlertDialog.Title className={styles.title}>
            <Sentence>{title}</Sentence>
          </AlertDialog.Title>
          <AlertDialog.Description className={styles.description} render={<div />}>
            {children}
          </AlertDialog.Description>
          <div className={styles.actions}>
            <AlertDialog.Close ref={cancel} render={<Button />}>
              {cancelLabel}
            </AlertDialog.Close>
            <Button variant={tone} onClick={confirm}>
              {confirmLabel}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
