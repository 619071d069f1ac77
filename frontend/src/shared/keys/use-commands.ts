import { useEffect, useLayoutEffect, useRef } from 'react';
import { type Commands, takeCommands } from './command-desk';

export type { Commands } from './command-desk';

export interface CommandOptions {
  /** The keys of the list work wherever the focus is; for while something is selected. */
  listKeysAnywhere?: boolean;
  /** Asked after all others; for the shell around the page. */
  fallback?: boolean;
}

/** Takes commands while the component is shown: by key, and from the command palette. Never while somebody writes. */
export function useCommands(
  commands: Commands,
  { listKeysAnywhere = false, fallback = false }: CommandOptions = {},
): void {
  // Not an effect event: the palette asks what is taken while it renders.
  const latest = useRef({ commands, listKeysAnywhere });
  useLayoutEffect(() => {
    latest.current = { commands, listKeysAnywhere };
  });
  useEffect(
    () =>
      takeCommands({
        commands: () => latest.current.commands,
        takesListKeys: () => latest.current.listKeysAnywhere,
        isFallback: fallback,
      }),
    [fallback],
  );
}
