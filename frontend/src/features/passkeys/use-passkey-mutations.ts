import { useButtonMutation } from '../../shared/account-forms/use-button-mutation';
import { addPasskey, type Passkey, removePasskey, renamePasskey } from './api/passkeys';

/** Adds, renames and removes passkeys. What is done is said; what could not be done is in `message`. */
export function usePasskeyMutations(userId: string, lookAgain: () => Promise<unknown>) {
  const { busy, message, mutate } = useButtonMutation(lookAgain);
  return {
    /** The id of the passkey at work, or `add`. */
    busy,
    message,
    add: (name: string) =>
      mutate('add', async () => {
        await addPasskey(userId, name);
        return `Added: ${name}.`;
      }),
    rename: ({ id }: Passkey, name: string) =>
      mutate(id, async () => {
        await renamePasskey(userId, id, name);
        return `Renamed to ${name}.`;
      }),
    remove: ({ id, name }: Passkey) =>
      mutate(id, async () => {
        await removePasskey(userId, id);
        return `Removed: ${name}.`;
      }),
  };
}
