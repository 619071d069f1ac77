import { isIP } from 'node:net';
import { httpErrors } from '../http/http-errors.js';

/** What passkeys are made for, and for nothing else: one of `todo.example.com` is of no use anywhere else. */
export interface RelyingParty {
  id: string;
  origin: string;
}

export function relyingPartyOf(publicUrl: string): RelyingParty {
  const { hostname: id, origin } = new URL(publicUrl);
  return { id, origin };
}

/** Whether browsers offer passkeys at this address at all: they want a name, and https unless it is this very machine. */
export function passkeysArePossible(publicUrl: string): boolean {
  const { protocol, hostname } = new URL(publicUrl);
  if (isIP(hostname.replace(/^\[|\]$/g, ''))) return false;
  return protocol === 'https:' || hostname === 'localhost';
}

/** For the `check` of a route: refuses with 409 where no browser offers passkeys. */
export function passkeyCheck(publicUrl: string): () => void {
  const arePossible = passkeysArePossible(publicUrl);
  return () => {
    if (!arePossible) throw httpErrors.passkeysNotPossible();
  };
}
