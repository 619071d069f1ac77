import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Outcome } from '../features/account/api/mailed-links';
import { OutboxHint } from '../features/account/components/outbox-hint';
import { VerifyEmailForm } from '../features/account/components/verify-email-form';
import { sessionQuery } from '../features/session/api/session-query';
import { AccountPage } from '../features/session/components/account-page';
import { buttonClassName } from '../shared/ui/button';
import { useLinkToken } from './use-link-token';

const OUTCOMES: Record<Outcome, { heading: string; lead: string }> = {
  verified: { heading: 'Your address is confirmed', lead: 'There is nothing more to do.' },
  'new-address-asked': {
    heading: 'One more mail',
    lead: 'You allowed the change. Now open the link in the mail to your new address.',
  },
  'email-changed': { heading: 'Your address is changed', lead: 'From now on you sign in with the new one.' },
};

/** `/verify-email#token=…`, for who is signed in and for who is not. */
export function VerifyEmailPage() {
  const token = useLinkToken();
  const client = useQueryClient();
  const [done, setDone] = useState<{ token: string | undefined; outcome: Outcome }>();
  const finish = (outcome: Outcome) => {
    // What is known of the person may hold the address of before.
    client.removeQueries({ queryKey: sessionQuery.queryKey });
    setDone({ token, outcome });
  };
  if (!done || done.token !== token)
    return (
      <AccountPage title="Confirm your address" heading="Confirm your address">
        <VerifyEmailForm key={token} token={token} onDone={finish} />
      </AccountPage>
    );
  const { heading, lead } = OUTCOMES[done.outcome];
  return (
    <AccountPage key={done.outcome} title={heading} heading={heading} lead={lead} takesFocus>
      {done.outcome === 'new-address-asked' ? (
        <OutboxHint />
      ) : (
        <Link className={buttonClassName('primary')} to="/inbox">
          Go to your todos
        </Link>
      )}
    </AccountPage>
  );
}
