import { useState } from 'react';

export type Window = 'palette' | 'keys' | 'project' | 'label';

/** The windows that open over any page: one at a time. */
export interface Windows {
  shown: Window | null;
  show: (window: Window) => void;
  close: () => void;
}

export function useShellWindows(): Windows {
  const [shown, setShown] = useState<Window | null>(null);
  return { shown, show: setShown, close: () => setShown(null) };
}
