import { useRef } from 'react';
import { Dialog } from '../../../shared/ui/dialog';
import type { Session } from '../session';
import styles from './session-dialog.module.css';
import { SignInForm } from './sign-in-form';

interface SessionWindowProps {
  open: boolean;
  email: string;
  onPutOff: () => void;
  onSignedIn: (session: Session) => void;
}

/** The window of a sign-in mid-work; loaded when a session has ended. */
export default function SessionWindow({ open, email, onPutOff, onSignedIn }: SessionWindowProps) {
  const password = useRef<HTMLInputElement>(null);
  return (
    <Dialog
      open={open}
      onOpenChange={(open) => !open && onPutOff()}
      title="Sign in to go on"
      initialFocus={password}
      description="Your session has ended. What you typed is still here, and is saved once you are back."
    >
      <div className={styles.form}>
        <SignInForm email={email} passwordRef={password} onSignedIn={onSignedIn} />
      </div>
    </Dialog>
  );
}
