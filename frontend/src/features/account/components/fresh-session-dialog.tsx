import { useQuery } from '@tanstack/react-query';
import { type RefObject, useEffect, useRef } from 'react';
import { passwordRule } from '../../../shared/account-forms/account-rules';
import { useAccountForm } from '../../../shared/account-forms/use-account-form';
import { useButtonMutation } from '../../../shared/account-forms/use-button-mutation';
import { reportConfirmed, reportNotConfirmed, useFreshSessionAsked } from '../../../shared/api/fresh-session';
import { knowsPasskeys } from '../../../shared/passkeys/ceremony';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { Dialog } from '../../../shared/ui/dialog';
import dialogStyles from '../../../shared/ui/form.module.css';
import { PasskeyIcon } from '../../../shared/ui/icons';
import { PasswordField } from '../../../shared/ui/password-field';
import { accountQuery, confirmPasskey, confirmPassword } from '../api/account';

interface FreshSessionDialogProps {
  userId: string;
  /** For who has nothing else to show that it is them. */
  onSignInAgain: () => void;
}

/** Asks who it is once more before something dangerous, and lets it go on then. Stands once, around the pages of settings. */
export function FreshSessionDialog({ userId, onSignInAgain }: FreshSessionDialogProps) {
  const asked = useFreshSessionAsked();
  const { data: account } = useQuery({ ...accountQuery(userId), enabled: asked });
  const password = useRef<HTMLInputElement>(null);
  const hasPassword = account?.hasPassword ?? true;
  const hasPasskey = account?.hasPasskey === true && knowsPasskeys();
  // Leaving the page drops what waits on it.
  useEffect(() => reportNotConfirmed, []);
  return (
    <Dialog
      open={asked}
      onOpenChange={(open) => !open && reportNotConfirmed()}
      title="Confirm it is you"
      description={`You signed in some time ago. ${howToConfirm(hasPassword, hasPasskey)}`}
      initialFocus={password}
    >
      {hasPassword && <ConfirmForm userId={userId} passwordRef={password} />}
      {hasPasskey && <ConfirmByPasskey userId={userId} only={!hasPassword} />}
      {!hasPassword && !hasPasskey && <SignInAgain onSignInAgain={onSignInAgain} />}
    </Dialog>
  );
}

function howToConfirm(hasPassword: boolean, hasPasskey: boolean): string {
  if (hasPassword) return 'Enter your password to continue.';
  if (hasPasskey) return 'Use a passkey to continue.';
  return 'Sign in again, then repeat the action.';
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
          Continue
        </Button>
      </div>
    </form>
  );
}

function ConfirmByPasskey({ userId, only }: { userId: string; only: boolean }) {
  const { busy, message, mutate } = useButtonMutation();
  const confirm = () =>
    mutate('confirm', async () => {
      await confirmPasskey(userId);
      reportConfirmed();
      return '';
    });
  return (
    <div className={dialogStyles.form}>
      {message && <Banner tone="danger">{message}</Banner>}
      <Button wide variant={only ? 'primary' : 'quiet'} loading={busy !== undefined} onClick={() => void confirm()}>
        <PasskeyIcon size={20} aria-hidden="true" />
        Use a passkey
      </Button>
      {only && (
        <Button wide onClick={reportNotConfirmed}>
          Cancel
        </Button>
      )}
    </div>
  );
}

function SignInAgain({ onSignInAgain }: { onSignInAgain: () => void }) {
  const leave = () => {
    reportNotConfirmed();
    onSignInAgain();
  };
  return (
    <div className={`${dialogStyles.form} ${dialogStyles.actions}`}>
      <Button onClick={reportNotConfirmed}>Cancel</Button>
      <Button variant="primary" onClick={leave}>
        Sign out and in again
      </Button>
    </div>
  );
}
