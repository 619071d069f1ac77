import { useQueryClient } from '@tanstack/react-query';
import { formatDevice } from '../../model/audit/device-formatters';
import { useButtonMutation } from '../../shared/account-forms/use-button-mutation';
import { auditQuery } from './api/audit-query';
import { type Device, devicesQuery, revokeOtherSessions, revokeSession } from './api/devices';

/** Signs other devices out. What is done is said; what could not be done is in `message`. */
export function useSignDevicesOut(userId: string) {
  const client = useQueryClient();
  const { busy, message, mutate } = useButtonMutation(async () => {
    await client.invalidateQueries({ queryKey: devicesQuery(userId).queryKey });
    void client.invalidateQueries({ queryKey: auditQuery(userId).queryKey });
  });
  return {
    /** The id of the device at work, or `others`. */
    busy,
    message,
    signOut: (device: Device) =>
      mutate(device.id, async () => {
        await revokeSession(userId, device.id);
        return `Signed out: ${formatDevice(device)}.`;
      }),
    signOutOthers: () =>
      mutate('others', async () => {
        const count = await revokeOtherSessions(userId);
        return count === 1 ? '1 other device is signed out.' : `${count} other devices are signed out.`;
      }),
  };
}
