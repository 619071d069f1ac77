import { type ReactNode, type RefObject, useRef, useState } from 'react';
import { knowsPasskeys } from '../../../shared/passkeys/ceremony';
import { Banner } from '../../../shared/ui/banner';
import { Dialog } from '../../../shared/ui/dialog';
import { type SecondFactorMethod, signInExpired } from '../api/sign-in';
import type { Session } from '../session';
import { PasskeyButton } from './passkey-button';
import { SecondFactorForm } from './second-factor-form';
import styles from './session-dialog.module.css';
import { SignInForm } from './sign-in-form';

interface SignInDialogProps {
  open: boolean;
  email: string;
  elsewhere: ReactNode;
  onPutOff: () => void;
  onSignedIn: (session: Session) => void;
}

/** The sign-in mid-work; loaded when a session has ended. */
export default function SignInDialog({ open, onPutOff, ...steps }: SignInDialogProps) {
  const password = useRef<HTMLInputElement>(null);
  return (
    <Dialog
      open={open}
      onOpenChange={(open) => !open && onPutOff()}
      title="Sign in to continue"
      initialFocus={password}
      description="Your session has ended. What you typed is still here, and is saved once you are back."
    >
      <Steps {...steps} passwordRef={password} />
    </Dialog>
  );
}

interface StepsProps extends Pick<SignInDialogProps, 'email' | 'elsewhere' | 'onSignedIn'> {
  passwordRef: RefObject<HTMLInputElement | null>;
}

function Steps({ email, elsewhere, passwordRef, onSignedIn }: StepsProps) {
  const [asked, setAsked] = useState<SecondFactorMethod[]>();
  const [expired, setExpired] = useState(false);
  const startOver = () => {
    setAsked(undefined);
    setExpired(true);
  };
  if (asked)
    return (
      <div className={styles.form}>
        <SecondFactorForm methods={asked} onSignedIn={onSignedIn} onExpired={startOver} />
      </div>
    );
  return (
    <div className={styles.form}>
      {expired && <Banner>{signInExpired}</Banner>}
      <SignInForm email={email} passwordRef={passwordRef} onSignedIn={onSignedIn} onAsked={setAsked} />
      {knowsPasskeys() && <PasskeyButton onSignedIn={onSignedIn}>Sign in with a passkey</PasskeyButton>}
      {elsewhere}
    </div>
  );
}
