import { useRouteContext } from '@tanstack/react-router';

/** The id of who is signed in. */
export function useUserId(): string {
  return useRouteContext({ from: '/_authenticated' }).user.id;
}
