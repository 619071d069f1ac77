import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sayMachine } from '../../model/audit/device-words';
import { toFormFailure } from '../../shared/account-forms/form-failure';
import { announce } from '../../shared/ui/announcements';
import { auditQuery } from './api/audit-query';
import { type Device, devicesQuery } from './api/devices-query';
import { revokeOtherSessions } from './api/revoke-other-sessions';
import { revokeSession } from './api/revoke-session';

/** Signs other devices out. What is done is said; what could not be done is in `message`. */
export function useSignDevicesOut(userId: string) {
  const client = useQueryClient();
  const [busy, setBusy] = useState<string>();
  const [message, setMessage] = useState<string>();

  /** @returns whether it is done */
  const work = async (what: string, send: () => Promise<string>) => {
    if (busy) return false;
    setBusy(what);
    setMessage(undefined);
    try {
      announce(await send());
      return true;
    } catch (error) {
      setMessage(toFormFailure(error, []).message);
      return false;
    } finally {
      // Also when it failed: the answer alone may have been lost.
      await client.invalidateQueries({ queryKey: devicesQuery(userId).queryKey });
      void client.invalidateQueries({ queryKey: auditQuery(userId).queryKey });
      setBusy(undefined);
    }
  };

  return {
    /** The id of the device at work, or `others`. */
    busy,
    message,
    signOut: (device: Device) =>
      work(device.id, async () => {
        await revokeSession(userId, device.id);
        return `Signed out: ${sayMachine(device)}.`;
      }),
    signOutOthers: () =>
      work('others', async () => {
        const count = await revokeOtherSessions(userId);
        return count === 1 ? '1 other device is signed out.' : `${count} other devices are signed out.`;
      }),
  };
}
