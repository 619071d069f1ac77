import { type RefObject, useEffect, useRef } from 'react';
import { passwordRule } from '../../../shared/account-forms/account-rules';
import { useAccountForm } from '../../../shared/account-forms/use-account-form';
import { reportConfirmed, reportNotConfirmed, useFreshSessionAsked } from '../../../shared/api/fresh-session';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { Dialog } from '../../../shared/ui/dialog';
import dialogStyles from '../../../shared/ui/form.module.css';
import { PasswordField } from '../../../shared/ui/password-field';
import { confirmPassword } from '../api/confirm-password';

/** Asks for the password before something dangerous, and lets it go on then. Stands once, around the pages of settings. */
export function FreshSessionDialog({ userId }: { userId: string }) {
  const asked = useFreshSessionAsked();
  const password = useRef<HTMLInputElement>(null);
  // Whoever leaves the page does not go on with what waits on it.
  useEffect(() => reportNotConfirmed, []);
  return (
    <Dialog
      open={asked}
      onOpenChange={(open) => !open && reportNotConfirmed()}
      title="Is it you?"
      description="You signed in a while ago. Enter your password once more, and Latch goes on with what you asked."
      initialFocus={password}
    >
      <ConfirmForm userId={userId} passwordRef={password} />
    </Dialog>
  );
}

function ConfirmForm({ userId, passwordRef }: { userId: string; passwordRef: RefObject<HTMLInputElement | null> }) {
  const { formProps, field, message, busy } = useAccountForm({ password: passwordRule }, async ({ password }) => {
    await confirmPassword(userId, password);
    reportConfirmed();
  });
  return (
    <form {...formProps} className={dialogStyles.form}>
      {message && <Banner tone="danger">{message}</Banner>}
      <PasswordField {...field('password')} ref={passwordRef} label="Password" autoComplete="current-password" />
      <div className={dialogStyles.actions}>
        <Button onClick={reportNotConfirmed}>Cancel</Button>
        <Button type="submit" variant="primary" loading={busy}>
          Go on
        </Button>
      </div>
    </form>
  );
}
