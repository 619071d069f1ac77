import { Outbox } from '../features/account/components/outbox';
import { AccountPage } from '../features/session/components/account-page';
import { ToSignIn } from './to-sign-in';
import { useLinkToken } from './use-link-token';

/** `/outbox`, or `/outbox#code=…` as `npm start` prints it */
export function OutboxPage() {
  const code = useLinkToken('code');
  return (
    <AccountPage title="Outbox" heading="Outbox" other={<ToSignIn />} wide>
      <Outbox key={code} code={code} />
    </AccountPage>
  );
}
