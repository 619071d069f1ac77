import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ResetPasswordForm } from '../features/account/components/reset-password-form';
import { AccountPage } from '../features/session/components/account-page';
import { announceSessionChange } from '../features/session/session-channel';
import { reportSignedOut } from '../shared/api/session-events';
import './sign-in-notice';
import { ToSignIn } from './to-sign-in';
import { useLinkToken } from './use-link-token';

/** `/reset-password#token=…` */
export function ResetPasswordPage() {
  const token = useLinkToken();
  const client = useQueryClient();
  const navigate = useNavigate();
  // All devices are signed out by then, this one among them.
  const goToSignIn = async () => {
    reportSignedOut();
    client.clear();
    announceSessionChange();
    await navigate({ to: '/sign-in', replace: true, state: { notice: 'password-reset' } });
  };
  return (
    <AccountPage title="Choose a new password" heading="Choose a new password" other={<ToSignIn />}>
      <ResetPasswordForm key={token} token={token} onDone={goToSignIn} />
    </AccountPage>
  );
}
