import type { ProviderId } from './api/providers';

const NAME = 'latch-link-begun';

/** Keeps in mind, for this tab and until that is forgotten, that it leaves to link an account elsewhere. */
export function saveLinkingProvider(provider: ProviderId): void {
  try {
    sessionStorage.setItem(NAME, provider);
  } catch {
    // Without storage it is linked all the same, and nothing is said about it.
  }
}

/** The provider this tab left for, as long as nobody forgot it. */
export function readLinkingProvider(): string | null {
  try {
    return sessionStorage.getItem(NAME);
  } catch {
    return null;
  }
}

/** What it came to is said once. */
export function clearLinkingProvider(): void {
  try {
    sessionStorage.removeItem(NAME);
  } catch {
    // There was nothing to forget.
  }
}
