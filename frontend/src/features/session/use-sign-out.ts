import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { accountApi, unwrap } from '../../shared/api/client';
import { isOutage, sentenceOf } from '../../shared/api/errors';
import { reportSignedOut } from '../../shared/api/session-events';
import { useToasts } from '../../shared/ui/toast';
import { announceSessionChange } from './session-channel';

/**
 * Signs out, and forgets everything that was loaded. When it did not work it says so: the person is still signed in.
 * @param onSignedOut where to go then
 */
export function useSignOut(onSignedOut: () => void | Promise<void>) {
  const client = useQueryClient();
  const toasts = useToasts();
  const [busy, setBusy] = useState(false);

  const leave = async () => {
    if (busy) return;
    setBusy(true);
    try {
      await signOut();
      reportSignedOut();
      client.clear();
      announceSessionChange();
      // They name this person's things, and stay where the next person is.
      toasts.dismiss();
      await onSignedOut();
    } catch (error) {
      const reason = isOutage(error) ? 'Latch does not answer just now.' : sentenceOf(error);
      const action = { label: 'Try again', onPress: () => void leave() };
      toasts.show({ id: 'sign-out', tone: 'danger', title: 'You are still signed in.', description: reason, action });
    } finally {
      setBusy(false);
    }
  };

  return { signOut: leave, busy };
}

/**
 * Ends the session. When this resolves it is over on the server, too.
 * @throws OutageError, ApiError when it is not: the person is still signed in
 */
async function signOut(): Promise<void> {
  await unwrap(accountApi.POST('/api/auth/sign-out'));
}
