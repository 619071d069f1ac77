import { useState } from 'react';

type ShellDialog = 'palette' | 'keys' | 'project' | 'label';

/** The dialogs that open over any page: one at a time. */
export interface Dialogs {
  shown: ShellDialog | null;
  show: (dialog: ShellDialog) => void;
  close: () => void;
}

export function useShellDialogs(): Dialogs {
  const [shown, setShown] = useState<ShellDialog | null>(null);
  return { shown, show: setShown, close: () => setShown(null) };
}
