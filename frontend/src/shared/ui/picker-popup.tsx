import { Dialog } from '@base-ui/react/dialog';
import { Popover } from '@base-ui/react/popover';
import { type ReactNode, useState } from 'react';
import { classNames } from './class-names';
import { aboveFootRoom } from './foot-room';
import { Sentence } from './own-text';
import styles from './dialog.module.css';
import { VisuallyHidden } from './visually-hidden';

export interface PickerPopupProps {
  /** Said, not shown: the field says enough to the eye. */
  title: string;
  /** What had the focus: the popup lies beside its todo, or it, where there is room, and else over the page. */
  anchor?: HTMLElement | undefined;
  onClose: () => void;
  children: ReactNode;
}

/** So that no toast lies over what is chosen here. */
const aboveToasts = aboveFootRoom('--toasts');

/** From here on there is room beside something. */
const ROOMY = '(min-width: 37.5em) and (min-height: 30em)';

/** A popup for choosing, open for as long as it is there. The focus starts in its first control, and returns to where it was. */
export function PickerPopup({ anchor, ...popup }: PickerPopupProps) {
  const [beside] = useState(() => (anchor && globalThis.matchMedia?.(ROOMY).matches ? besideOf(anchor) : null));
  return anchor && beside ? <Beside {...popup} {...{ anchor, beside }} /> : <OverPage {...popup} />;
}

/** A row by its title, wherever on it the focus was. */
function besideOf(anchor: HTMLElement): HTMLElement {
  return anchor.closest('[data-todo-id]')?.querySelector<HTMLElement>('[data-todo-title]') ?? anchor;
}

function OverPage({ title, onClose, children }: Omit<PickerPopupProps, 'anchor'>) {
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup ref={aboveToasts} className={styles.popup} data-size="picker">
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

interface BesideProps extends PickerPopupProps {
  /** What the focus returns to, and what the popup lies beside. */
  anchor: HTMLElement;
  beside: HTMLElement;
}

function Beside({ title, anchor, beside, onClose, children }: BesideProps) {
  return (
    <Popover.Root open modal onOpenChange={(open) => !open && onClose()}>
      <Popover.Portal>
        <Popover.Backdrop className={styles.clearBackdrop} />
        <Popover.Positioner
          className={styles.positioner}
          anchor={beside}
          side="bottom"
          align="start"
          sideOffset={4}
          positionMethod="fixed"
          collisionAvoidance={{ side: 'flip', align: 'shift', fallbackAxisSide: 'none' }}
        >
          <Popover.Popup
            ref={aboveToasts}
            className={classNames(styles.popup, styles.beside)}
            data-size="picker"
            finalFocus={() => anchor.isConnected && anchor}
          >
            <Popover.Title className={styles.hiddenTitle}>
              <VisuallyHidden>
                <Sentence>{title}</Sentence>
              </VisuallyHidden>
            </Popover.Title>
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
