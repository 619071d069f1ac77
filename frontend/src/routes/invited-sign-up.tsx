import { useQuery } from '@tanstack/react-query';
import { invitationQuery } from '../features/session/api/invitation-query';
import { AccountPage } from '../features/session/components/account-page';
import { SignUpForm } from '../features/session/components/sign-up-form';
import { ApiError, sentenceOf } from '../shared/api/errors';
import { Banner } from '../shared/ui/banner';
import { Button } from '../shared/ui/button';
import { Skeleton } from '../shared/ui/skeleton';
import type { SignUpPageProps } from './auth-page';
import { OtherWays } from './other-ways';
import { useSignedIn } from './use-signed-in';

/** For who came by an invitation, which is for one address alone. */
export function InvitedSignUp({ token, page, options, next, onMailSent }: SignUpPageProps & { token: string }) {
  const onSignedIn = useSignedIn(next);
  const { data: invitation, error, isPending, refetch } = useQuery(invitationQuery(token));
  if (invitation)
    return (
      <AccountPage
        {...page}
        heading="Begin a list"
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
      <AccountPage key="not-valid" {...page} heading="This invitation is not good any more" takesFocus>
        <p>It was used already, was taken back, is too old, or was cut off. Ask who invited you for a new one.</p>
      </AccountPage>
    );
  return (
    <AccountPage {...page} heading="You are invited">
      <Banner action={<Button onClick={() => void refetch()}>Try again</Button>}>{sentenceOf(error)}</Banner>
    </AccountPage>
  );
}
