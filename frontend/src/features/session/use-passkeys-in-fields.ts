import { useEffect, useEffectEvent, useState } from 'react';
import { toFormFailure } from '../../shared/account-forms/form-failure';
import { ApiError } from '../../shared/api/errors';
import { callPasskeyOff, offersPasskeysInFields } from '../../shared/passkeys/ceremony';
import { PasskeyError } from '../../shared/passkeys/passkey-error';
import { signInWithPasskey } from './api/sign-in';
import type { Session } from './session';

/** What the server asks to be signed is good for five minutes. */
const RENEW_MS = 4 * 60_000;

/**
 * Lets the browser offer passkeys beside the addresses it fills in, for as long as `wanted`. What fails before the person
 * chose one is told nobody: they did not ask for it.
 */
export function usePasskeysInFields(wanted: boolean, onSignedIn: (session: Session) => void | Promise<void>) {
  const [message, setMessage] = useState<string>();
  const signedIn = useEffectEvent(onSignedIn);
  useEffect(() => {
    if (!wanted) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    const onRefused = (error: ApiError) => setMessage(toFormFailure(error, []).message);
    void offerUntil(signal, (session) => void signedIn(session), onRefused);
    return () => {
      controller.abort();
      void callPasskeyOff();
    };
  }, [wanted]);
  return { message };
}

async function offerUntil(
  signal: AbortSignal,
  onSignedIn: (session: Session) => void,
  onRefused: (error: ApiError) => void,
): Promise<void> {
  if (!(await offersPasskeysInFields())) return;
  while (!signal.aborted) {
    const renewal = setTimeout(() => void callPasskeyOff(), RENEW_MS);
    try {
      return onSignedIn(await signInWithPasskey({ inFields: true }));
    } catch (error) {
      if (signal.aborted) return;
      const isRefused = error instanceof ApiError && error.status === 401;
      if (isRefused) onRefused(error);
      else if (!isRenewed(error)) return;
    } finally {
      clearTimeout(renewal);
    }
  }
}

function isRenewed(error: unknown): boolean {
  return error instanceof PasskeyError && error.reason === 'called-off';
}
