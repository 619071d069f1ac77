import { Suspense, useState } from 'react';
import { OverlayFallback } from './overlay-fallback';
import type { ConfirmDialogProps } from './overlay-types';
import { lazyOverlay, loadOverlay } from './overlays';

const ConfirmPopup = lazyOverlay(loadOverlay.confirm);

/** Asks before something that cannot be taken back; what can be has an Undo instead. The focus starts on Cancel. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const [wasOpen, setWasOpen] = useState(props.open);
  if (props.open && !wasOpen) setWasOpen(true);
  if (!wasOpen) return null;
  return (
    <Suspense fallback={props.open && <OverlayFallback onCancel={() => props.onOpenChange(false)} />}>
      <ConfirmPopup {...props} />
    </Suspense>
  );
}
