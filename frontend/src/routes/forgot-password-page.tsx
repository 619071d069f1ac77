import { ForgotPasswordForm } from '../features/account/components/forgot-password-form';
import { AccountPage } from '../features/session/components/account-page';
import { ToSignIn } from './to-sign-in';

/** `/forgot-password` */
export function ForgotPasswordPage() {
  return (
    <AccountPage
      title="Forgot your password?"
      heading="Forgot your password?"
      lead="Enter your e-mail address. Latch sends you a link to choose a new password."
      other={<ToSignIn />}
    >
      <ForgotPasswordForm />
    </AccountPage>
  );
}
