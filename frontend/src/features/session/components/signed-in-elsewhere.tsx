import { useEffect, useState } from 'react';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { askForSession } from '../api/session-query';
import type { Session } from '../session';
import { onSessionChangeElsewhere } from '../session-channel';

interface SignedInElsewhereProps {
  onGoOn: (session: Session) => void | Promise<void>;
}

/** On a page for who is signed out: says who signed in in another tab meanwhile, and goes on as that person when asked to. */
export function SignedInElsewhere({ onGoOn }: SignedInElsewhereProps) {
  const [session, setSession] = useState<Session | null>(null);
  useEffect(() => onSessionChangeElsewhere(() => void askForSession().then(setSession, () => undefined)), []);
  if (!session) return null;
  const name = session.user.name || session.user.email;
  return (
    <Banner action={<Button onClick={() => void onGoOn(session)}>Continue as {name}</Button>}>
      {name} is signed in now, in another tab.
    </Banner>
  );
}
