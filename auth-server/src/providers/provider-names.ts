import { PROVIDER_IDS, type ProviderId, type ProviderSettings } from './provider-settings.js';

/** How people know the providers. */
export class ProviderNames {
  constructor(private readonly settings: ProviderSettings) {}

  /** Also of one that is not set up any more. */
  of(provider: ProviderId): string {
    const names = { oidc: this.settings.oidc?.name ?? 'OpenID Connect', google: 'Google', github: 'GitHub' };
    return names[provider];
  }

  /** Those that are set up. */
  get offered(): { id: ProviderId; name: string }[] {
    return PROVIDER_IDS.filter((id) => this.settings[id]).map((id) => ({ id, name: this.of(id) }));
  }
}
