import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Options } from '../features/account/api/options-query';
import type { Provider } from '../features/providers/api/providers';
import { ProviderButtons } from '../features/providers/components/provider-buttons';
import { invitationQuery } from '../features/session/api/sign-up';
import { AccountPage } from '../features/session/components/account-page';
import { SignUpForm } from '../features/session/components/sign-up-form';
import { SetupLine } from '../features/setup/components/setup-line';
import { ApiError, sentenceOf } from '../shared/api/errors';
import { Banner } from '../shared/ui/banner';
import { Button } from '../shared/ui/button';
import { Skeleton } from '../shared/ui/skeleton';
import styles from './page.module.css';
import { useSignedIn } from './use-signed-in';

/** What all states of a page of accounts have in common. */
export interface AuthPage {
  /** The tab's title. */
  title: string;
  /** The ways to other pages. */
  other: ReactNode;
}

/** What it takes to make an account. */
interface SignUpPageProps {
  page: AuthPage;
  /** Undefined when nobody could say; the auth server decides in any case. */
  options: Options | undefined;
  next: string | undefined;
  /** The address must be confirmed first; a mail went there. */
  onMailSent: (email: string) => void;
}

/** Open to all, but for the first account, which may take the set-up code: by e-mail, since no provider passes it on. */
export function OpenSignUp({ page, options, next, onMailSent }: SignUpPageProps) {
  const onSignedIn = useSignedIn(next);
  const words = options?.firstAccount
    ? first
    : { ...page, heading: 'Create your account', lead: 'Nobody else can see your todos.' };
  return (
    <AccountPage {...words}>
      <SignUpForm setupCodeNeeded={options?.setupCodeNeeded} onSignedIn={onSignedIn} onMailSent={onMailSent} />
      {!options?.setupCodeNeeded && <OtherWays providers={options?.providers} next={next} />}
    </AccountPage>
  );
}

/** Nobody can sign in before it is there, so no way leads to sign-in. */
const first: AuthPage & { heading: string; lead: string } = {
  title: 'Create the first account',
  heading: 'Create the first account',
  lead: 'You will be the administrator: you can invite people and manage their accounts.',
  other: <SetupLine />,
};

/** For who came by an invitation, which is for one address alone. */
export function InvitedSignUp({ token, page, options, next, onMailSent }: SignUpPageProps & { token: string }) {
  const onSignedIn = useSignedIn(next);
  const { data: invitation, error, isPending, refetch } = useQuery(invitationQuery(token));
  if (invitation)
    return (
      <AccountPage
        {...page}
        heading="Create your account"
        lead={invitation.invitedBy ? `${invitation.invitedBy} invited you.` : 'You are invited.'}
      >
        <SignUpForm invitation={{ token, email: invitation.email }} onSignedIn={onSignedIn} onMailSent={onMailSent} />
        <OtherWays providers={options?.providers} next={next} invitation={token} />
      </AccountPage>
    );
  if (isPending)
    return (
      <AccountPage {...page} heading="You are invited">
        <Skeleton lines={4} />
      </AccountPage>
    );
  if (error instanceof ApiError && error.code === 'LINK_NOT_VALID')
    return (
      <AccountPage key="not-valid" {...page} heading="This invitation is no longer valid" takesFocus>
        <p>
          It was used or revoked, has expired, or the link is incomplete. Ask the person who invited you for a new one.
        </p>
      </AccountPage>
    );
  return (
    <AccountPage {...page} heading="You are invited">
      <Banner action={<Button onClick={() => void refetch()}>Try again</Button>}>{sentenceOf(error)}</Banner>
    </AccountPage>
  );
}

interface OtherWaysProps {
  providers: readonly Provider[] | undefined;
  next: string | undefined;
  invitation?: string;
}

/** The ways to an account without a password of its own. */
function OtherWays({ providers, ...how }: OtherWaysProps) {
  if (!providers?.length) return null;
  return (
    <div className={styles.otherWays}>
      <p className={styles.or}>or</p>
      <ProviderButtons providers={providers} {...how} />
    </div>
  );
}
