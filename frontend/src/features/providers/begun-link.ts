import type { ProviderId } from './api/linked-providers-query';

const NAME = 'latch-link-begun';

/** Keeps in mind, for this tab and until it is asked for, that it leaves to link an account elsewhere. */
export function rememberLinkBegun(provider: ProviderId): void {
  try {
    sessionStorage.setItem(NAME, provider);
  } catch {
    // Without storage it is linked all the same, and nothing is said about it.
  }
}

/** The provider this tab left for, asked once. */
export function takeLinkBegun(): string | null {
  try {
    const provider = sessionStorage.getItem(NAME);
    sessionStorage.removeItem(NAME);
    return provider;
  } catch {
    return null;
  }
}
