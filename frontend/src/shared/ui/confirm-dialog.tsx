import { lazy, type ReactNode, Suspense, useState } from 'react';
import { loadOverlay } from './overlays';

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
  onConfirm: () => void;
}

const ConfirmWindow = lazy(loadOverlay.confirm);

/** Asks before something that cannot be taken back; what can be has an Undo instead. The focus starts on Cancel. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const [wasOpen, setWasOpen] = useState(props.open);
  if (props.open && !wasOpen) setWasOpen(true);
  if (!wasOpen) return null;
  return (
    <Suspense fallback={null}>
      <ConfirmWindow {...props} />
    </Suspense>
  );
}
