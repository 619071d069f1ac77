import type { SecondFactorMethod } from '../features/session/api/sign-in';

/** What the sign-in page has to say to who was led there. */
export type SignInNotice = 'password-reset' | 'account-deleted' | 'sign-in-expired' | 'sign-in-again';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Not in the address, where anybody could write it into a link. */
    notice?: SignInNotice;
    /** Whose sign-in it is, as they typed it. */
    email?: string;
    /** What may answer its second step. */
    methods?: SecondFactorMethod[];
  }
}
