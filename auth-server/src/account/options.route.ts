import type { Reply } from '../http/route.js';
import type { MailMode } from '../mail/mail-settings.js';

/** @see contracts/account.yaml, Options */
export interface Options {
  mail: MailMode;
  confirmsEmail: boolean;
  passkeys: boolean;
}

/** What this Latch offers to who is signed out. */
export function showsOptions(options: Options): () => Reply {
  return () => ({ status: 200, body: options });
}
