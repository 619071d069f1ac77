import { useButtonMutation } from '../../../shared/account-forms/use-button-mutation';
import { Banner } from '../../../shared/ui/banner';
import { Button, type ButtonVariant } from '../../../shared/ui/button';
import { PasskeyIcon } from '../../../shared/ui/icons';
import { isSignInExpired, signInWithPasskey } from '../api/sign-in';
import type { Session } from '../session';
import styles from './passkey-button.module.css';

export interface PasskeyButtonProps {
  children: string;
  variant?: ButtonVariant;
  /** Why a passkey was refused that was given in another way; what becomes of the button's own takes its place. */
  refusal?: string;
  onSignedIn: (session: Session) => void | Promise<void>;
  /** The first step is too long ago. */
  onExpired?: () => void;
  onBusy?: (busy: boolean) => void;
}

/** Signs in with a passkey, at once or as the second step. */
export function PasskeyButton({ children, variant, refusal, onSignedIn, onExpired, onBusy }: PasskeyButtonProps) {
  const { busy, message = busy ? undefined : refusal, mutate } = useButtonMutation(async () => onBusy?.(false));
  const signIn = async () => {
    onBusy?.(true);
    await mutate('sign-in', async () => {
      try {
        await onSignedIn(await signInWithPasskey());
        return 'You are signed in.';
      } catch (error) {
        if (!onExpired || !isSignInExpired(error)) throw error;
        onExpired();
        return '';
      }
    });
  };
  return (
    <div className={styles.stack}>
      {message && <Banner tone="danger">{message}</Banner>}
      <Button wide variant={variant} loading={busy !== undefined} onClick={() => void signIn()}>
        <PasskeyIcon size={20} aria-hidden="true" />
        {children}
      </Button>
    </div>
  );
}
