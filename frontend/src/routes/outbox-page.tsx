import { Outbox } from '../features/account/components/outbox';
import { AccountPage } from '../features/session/components/account-page';
import { ToSignIn } from './to-sign-in';

/** `/outbox` */
export function OutboxPage() {
  return (
    <AccountPage title="Outbox" heading="Outbox" other={<ToSignIn />} wide>
      <Outbox />
    </AccountPage>
  );
}
