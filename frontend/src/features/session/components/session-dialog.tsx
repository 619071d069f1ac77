import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { onSessionEnded, reportSessionEnded, reportSessionRestored } from '../../../shared/api/session-events';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { lazyOverlay } from '../../../shared/ui/overlays';
import { announceSessionChange } from '../session-channel';
import type { Session, User } from '../session';
import { useSessionWatch } from '../use-session-watch';
import styles from './session-dialog.module.css';

const OtherPersonDialog = lazyOverlay(() => import('./other-person-dialog'));
const SignInDialog = lazyOverlay(() => import('./sign-in-dialog'));

type State = 'signed-in' | 'asking' | 'put-off';

interface SessionDialogProps {
  user: User;
  /** Somebody else signed in: nothing of this page is theirs. */
  onOtherUser: () => void;
  /** For who signs in otherwise than here; shown with the dialog. */
  elsewhere?: ReactNode;
}

/**
 * Signs in over the page when the session ends mid-work. The page stays as it is beneath, with all that was typed; also
 * where somebody else signed in in another tab, who is told so and sees nothing of it.
 */
export default function SessionDialog({ user, onOtherUser, elsewhere }: SessionDialogProps) {
  const [state, setState] = useState<State>('signed-in');
  const [asked, setAsked] = useState(false);
  const [other, setOther] = useState<User | null>(null);
  if (state === 'asking' && !asked) setAsked(true);
  useEffect(() => onSessionEnded(() => setState('asking')), []);
  useSessionWatch(state !== 'signed-in', (found) => {
    if (found.id !== user.id) {
      // What is sent from here waits for its person.
      reportSessionEnded();
      return setOther(found);
    }
    setOther(null);
    if (state === 'signed-in') return;
    reportSessionRestored(user.id);
    setState('signed-in');
  });

  const goOn = (session: Session) => {
    announceSessionChange();
    reportSessionRestored(session.user.id);
    if (session.user.id !== user.id) return onOtherUser();
    setState('signed-in');
  };

  return (
    <>
      {asked && (
        <Suspense fallback={null}>
          <SignInDialog
            open={state === 'asking' && !other}
            email={user.email}
            elsewhere={elsewhere}
            onPutOff={() => setState('put-off')}
            onSignedIn={goOn}
          />
        </Suspense>
      )}
      {other && (
        <Suspense fallback={<div className={styles.cover} />}>
          <OtherPersonDialog user={user} other={other} />
        </Suspense>
      )}
      {state === 'put-off' && (
        <div className={styles.reminder}>
          <Banner action={<Button onClick={() => setState('asking')}>Sign in</Button>}>
            You are signed out. Changes wait here until you sign in.
          </Banner>
        </div>
      )}
    </>
  );
}
