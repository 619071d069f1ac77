import type { ProviderId } from './provider-settings.js';

/** Where a provider sends people back to; it is entered there. */
export function redirectAddress(appUrl: string, provider: ProviderId): string {
  return `${appUrl}/api/auth/callback/${provider}`;
}
