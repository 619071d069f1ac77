import type { CDPSession, Page } from '@playwright/test';

/** A device that keeps passkeys and knows its owner, in the page's browser alone. */
export class VirtualAuthenticator {
  private constructor(
    private readonly devTools: CDPSession,
    private readonly authenticatorId: string,
  ) {}

  static async plugIn(page: Page): Promise<VirtualAuthenticator> {
    const devTools = await page.context().newCDPSession(page);
    await devTools.send('WebAuthn.enable');
    const { authenticatorId } = await devTools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return new VirtualAuthenticator(devTools, authenticatorId);
  }

  /** Whether the person who is asked for a finger shows the right one. */
  async knowsItsOwner(isUserVerified: boolean): Promise<void> {
    await this.devTools.send('WebAuthn.setUserVerified', { authenticatorId: this.authenticatorId, isUserVerified });
  }

  /** Whether the person who is asked answers at all. */
  async answers(enabled: boolean): Promise<void> {
    const { authenticatorId } = this;
    await this.devTools.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
  }

  async forgetPasskeys(): Promise<void> {
    await this.devTools.send('WebAuthn.clearCredentials', { authenticatorId: this.authenticatorId });
  }

  async passkeys() {
    const { authenticatorId } = this;
    const { credentials } = await this.devTools.send('WebAuthn.getCredentials', { authenticatorId });
    return credentials;
  }
}
