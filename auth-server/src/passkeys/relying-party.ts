import { isIP } from 'node:net';

/** What passkeys are made for, and for nothing else: one of `todo.example.com` is of no use anywhere else. */
export interface RelyingParty {
  /** The host's name. */
  id: string;
  /** Where pages must be that use them. */
  origin: string;
}

/** The relying party of this Latch. */
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
