import { useState } from 'react';
import type { Session } from '../session';
import { usePasskeysInFields } from '../use-passkeys-in-fields';
import { PasskeyButton } from './passkey-button';

interface PasskeySignInProps {
  onSignedIn: (session: Session) => void | Promise<void>;
}

/** Signs in without a password: by a button, and by choosing a passkey where the browser fills in the address. */
export function PasskeySignIn({ onSignedIn }: PasskeySignInProps) {
  const [asking, setAsking] = useState(false);
  const { message } = usePasskeysInFields(!asking, onSignedIn);
  return (
    <PasskeyButton refusal={message} onSignedIn={onSignedIn} onBusy={setAsking}>
      Sign in with a passkey
    </PasskeyButton>
  );
}
