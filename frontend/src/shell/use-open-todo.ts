import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';

/** What the address of every page of somebody signed in may hold. */
export interface ShellSearch {
  /** The todo whose panel is open beside the page. */
  todo?: string;
}

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The panel was opened on this page, so that going back closes it. */
    panelOpened?: boolean;
  }
}

export interface OpenTodo {
  /** The todo whose panel is open. */
  openId: string | undefined;
  open: (todoId: string) => void;
  close: () => void;
  /** Closes what is gone, and leaves no way back to it. */
  discard: () => void;
}

/** The todo that is open beside the page: in the address, so that it can be linked to, and Back closes it. */
export function useOpenTodo(): OpenTodo {
  const { todo: openId } = useSearch({ from: '/_authenticated' });
  const navigate = useNavigate();
  const router = useRouter();
  const discard = () =>
    void navigate({
      to: '.',
      search: ({ todo: _closed, ...before }: ShellSearch) => before,
      replace: true,
      resetScroll: false,
    });
  return {
    openId,
    open: (todo) =>
      void navigate({
        to: '.',
        search: (before: ShellSearch) => ({ ...before, todo }),
        // From one to the next: Back still closes the panel.
        replace: openId !== undefined,
        state: (before) => ({ ...before, panelOpened: before.panelOpened ?? openId === undefined }),
        resetScroll: false,
      }),
    close: () => {
      if (router.state.location.state.panelOpened) return router.history.back();
      discard();
    },
    discard,
  };
}
