import { useDeeds } from '../../shared/account-forms/use-deeds';
import { addPasskey } from './api/add-passkey';
import type { Passkey } from './api/passkeys-query';
import { removePasskey } from './api/remove-passkey';
import { renamePasskey } from './api/rename-passkey';

/** Adds, renames and removes passkeys. What is done is said; what could not be done is in `message`. */
export function usePasskeyDeeds(userId: string, lookAgain: () => Promise<unknown>) {
  const { busy, message, work } = useDeeds(lookAgain);
  return {
    /** The id of the passkey at work, or `add`. */
    busy,
    message,
    add: (name: string) =>
      work('add', async () => {
        await addPasskey(userId, name);
        return `Added: ${name}.`;
      }),
    rename: ({ id }: Passkey, name: string) =>
      work(id, async () => {
        await renamePasskey(userId, id, name);
        return `It is called ${name} now.`;
      }),
    remove: ({ id, name }: Passkey) =>
      work(id, async () => {
        await removePasskey(userId, id);
        return `Removed: ${name}.`;
      }),
  };
}
