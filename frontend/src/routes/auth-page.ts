import type { ReactNode } from 'react';
import type { Options } from '../features/account/api/options-query';

/** What all states of a page of accounts have in common. */
export interface AuthPage {
  /** The tab's title. */
  title: string;
  /** The ways to other pages. */
  other: ReactNode;
}

/** What it takes to make an account. */
export interface SignUpPageProps {
  page: AuthPage;
  /** Undefined when nobody could say; the auth server decides in any case. */
  options: Options | undefined;
  next: string | undefined;
  /** The address must be confirmed first; a mail went there. */
  onMailSent: (email: string) => void;
}
