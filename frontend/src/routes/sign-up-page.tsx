import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { optionsQuery } from '../features/account/api/options-query';
import { MailSent } from '../features/account/components/mail-sent';
import { AccountPage } from '../features/session/components/account-page';
import { Skeleton } from '../shared/ui/skeleton';
import { type AuthPage, InvitedSignUp, OpenSignUp } from './sign-up-forms';
import { useLinkToken } from './use-link-token';

/** `/sign-up`, and `/sign-up#invitation=…` */
export function SignUpPage() {
  const { next } = useSearch({ from: '/sign-up' });
  const invitation = useLinkToken('invitation');
  const { data: options, isPending } = useQuery(optionsQuery);
  const [mailedTo, setMailedTo] = useState<string>();
  const client = useQueryClient();
  const onMailSent = (email: string) => {
    client.setQueryData(optionsQuery.queryKey, (known) => known && { ...known, firstAccount: false });
    setMailedTo(email);
  };
  const other = (
    <p>
      Have an account already?{' '}
      <Link to="/sign-in" search={{ next }}>
        Sign in
      </Link>
    </p>
  );
  const page = { title: 'Create an account', other };
  if (mailedTo)
    return (
      <AccountPage key="mail" title="Check your mail" heading="Check your mail" other={other} takesFocus>
        <MailSent email={mailedTo} />
      </AccountPage>
    );
  if (isPending)
    return (
      <AccountPage {...page} heading="Create your account" lead="Nobody else can see your todos.">
        <Skeleton lines={4} />
      </AccountPage>
    );
  const ways = { page, options, next, onMailSent };
  if (options?.signUp === 'closed') return <NoSignUp page={page} signUp="closed" />;
  if (invitation) return <InvitedSignUp key={invitation} token={invitation} {...ways} />;
  if (options?.signUp === 'invitation') return <NoSignUp page={page} signUp="invitation" />;
  return <OpenSignUp {...ways} />;
}

const MESSAGES = {
  closed: {
    heading: 'No new accounts',
    lead: 'This Latch takes no new accounts.',
    text: 'If you should have an account, ask the administrator.',
  },
  invitation: {
    heading: 'By invitation',
    lead: 'This Latch is by invitation only.',
    text: 'An invitation is a link that you get by mail or from the administrator. Open it to create your account.',
  },
};

/** Why there is no form to make an account with. */
function NoSignUp({ page, signUp }: { page: AuthPage; signUp: keyof typeof MESSAGES }) {
  const { heading, lead, text } = MESSAGES[signUp];
  return (
    <AccountPage key={signUp} {...page} heading={heading} lead={lead}>
      <p>{text}</p>
    </AccountPage>
  );
}
