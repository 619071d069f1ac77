/** What the sign-in page has to say to who was led there. */
export type Said = 'password-reset' | 'account-deleted';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Not in the address, where anybody could write it into a link. */
    said?: Said;
  }
}
