import { Suspense, useState } from 'react';
import { OverlayFallback } from './overlay-fallback';
import type { DialogProps } from './overlay-types';
import { lazyOverlay, loadOverlay } from './overlays';

const DialogPopup = lazyOverlay(loadOverlay.dialog);

/** Work over the page, which waits beneath. The focus stays inside and returns to where it was. */
export function Dialog(props: DialogProps) {
  const [wasOpen, setWasOpen] = useState(props.open);
  if (props.open && !wasOpen) setWasOpen(true);
  if (!wasOpen) return null;
  const { open, dismissible = true, onOpenChange } = props;
  return (
    <Suspense fallback={open && dismissible && <OverlayFallback onCancel={() => onOpenChange?.(false)} />}>
      <DialogPopup {...props} />
    </Suspense>
  );
}
