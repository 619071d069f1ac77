import { useEffect, useEffectEvent, useLayoutEffect } from 'react';
import { holdKeys, releaseKeys } from '../keys/held-keys';
import { failedOverlays, notLoaded } from './overlays';

/**
 * Shown while an overlay that the person opened is being fetched: the keys wait for it. If it cannot be loaded, it is
 * closed again, and `notLoaded` says so.
 */
export function OverlayFallback({ onCancel }: { onCancel: () => void }) {
  const cancel = useEffectEvent(onCancel);
  useLayoutEffect(() => holdKeys(() => cancel()), []);
  useEffect(() => {
    notLoaded.set(false);
    return failedOverlays.subscribe(() => {
      releaseKeys();
      notLoaded.set(true);
      cancel();
    });
  }, []);
  return null;
}
