import { lazy, type ReactNode, type RefObject, Suspense, useState } from 'react';
import { loadOverlay } from './overlays';

export interface DialogProps {
  open: boolean;
  /** Not called for a dialog that cannot be dismissed. */
  onOpenChange?: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  /** Whether Escape and a press outside close it. */
  dismissible?: boolean;
  /** Where the focus goes first; the first control by default. */
  initialFocus?: RefObject<HTMLElement | null>;
  children: ReactNode;
}

const DialogWindow = lazy(loadOverlay.dialog);

/** Work over the page, which waits beneath. The focus stays inside and returns to where it was. */
export function Dialog(props: DialogProps) {
  const [wasOpen, setWasOpen] = useState(props.open);
  if (props.open && !wasOpen) setWasOpen(true);
  if (!wasOpen) return null;
  return (
    <Suspense fallback={null}>
      <DialogWindow {...props} />
    </Suspense>
  );
}
