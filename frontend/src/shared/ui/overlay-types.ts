import type { ReactNode, RefObject } from 'react';

export interface DialogProps {
  open: boolean;
  /** Not called for a dialog that cannot be dismissed. */
  onOpenChange?: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  /** Whether Escape and a press outside close it. */
  dismissible?: boolean;
  /** `wide` for what is looked up rather than filled in. */
  size?: 'usual' | 'wide';
  /** Where the focus goes first; the first control by default. */
  initialFocus?: RefObject<HTMLElement | null>;
  children: ReactNode;
}

export interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The question. */
  title: string;
  /** What happens when the answer is yes. */
  children: ReactNode;
  /** The verb of the question: "Delete", not "Yes". */
  confirmLabel: string;
  cancelLabel?: string;
  tone?: 'primary' | 'danger';
  /** What has the focus afterwards; by default what had it before. */
  focusAfter?: () => HTMLElement | null | undefined;
  onConfirm: () => void;
}

/** @property shortcut the key that does the same, as `key-bindings.ts` writes it */
export type MenuEntry =
  | { kind: 'action'; label: string; icon?: ReactNode; shortcut?: string; tone?: 'danger'; onSelect: () => void }
  | {
      kind: 'choice';
      label: string;
      value: string;
      options: readonly { value: string; label: string; icon?: ReactNode; shortcut?: string }[];
      onChange: (value: string) => void;
    }
  | { kind: 'note'; content: ReactNode }
  | { kind: 'line' };

export interface MenuListProps {
  id: string;
  label: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Holds the list, beside the trigger as a rule: so it lies in the same landmark for a screen reader. */
  anchor: RefObject<HTMLElement | null>;
  /** What the list lies beside, and where the focus goes when it closes. */
  trigger: RefObject<HTMLElement | null>;
  /** Where it opens instead, in pixels of the window: at the pointer. */
  at?: { x: number; y: number };
  entries: readonly MenuEntry[];
}
