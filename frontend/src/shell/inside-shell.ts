import { createContext, useContext } from 'react';

/** True beneath the app shell, where the header and `<main>` stand already. */
export const InsideShell = createContext(false);

export function useInsideShell(): boolean {
  return useContext(InsideShell);
}
