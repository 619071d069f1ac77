import { useEffect, useLayoutEffect, useRef } from 'react';
import { type Commands, registerCommands } from './command-registry';

export type { Commands } from './command-registry';

export interface CommandOptions {
  /** The keys of the list work wherever the focus is; for while something is selected. */
  listKeysAnywhere?: boolean;
  /** Asked after all others; for the shell around the page. */
  fallback?: boolean;
}

/** Handles commands while the component is shown: by key, and from the command palette. Never while somebody writes. */
export function useCommands(
  commands: Commands,
  { listKeysAnywhere = false, fallback = false }: CommandOptions = {},
): void {
  // Not an effect event: the palette asks what is handled while it renders.
  const latest = useRef({ commands, listKeysAnywhere });
  useLayoutEffect(() => {
    latest.current = { commands, listKeysAnywhere };
  });
  useEffect(
    () =>
      registerCommands({
        commands: () => latest.current.commands,
        handlesListKeys: () => latest.current.listKeysAnywhere,
        isFallback: fallback,
      }),
    [fallback],
  );
}
