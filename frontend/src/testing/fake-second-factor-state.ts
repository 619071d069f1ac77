import type { components } from '@latch/contracts/account';
import type { JsonBodyType } from 'msw';
import { aMoment, anId } from './todo-builder';

type Schemas = components['schemas'];
type Method = NonNullable<Schemas['SignedInOrAsked']['secondFactor']>[number];

/** The codes the fake auth server takes. */
export const RIGHT_CODE = '123456';
export const RECOVERY_CODES = ['a1b2c-d3e4f', 'g5h6i-j7k8l', 'm9n0o-p1q2r'];
export const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DP';

/** What is asked beyond the password, in memory. */
export class FakeSecondFactor {
  /** What the next sign-in by password asks for. */
  asks: Method[] | null = null;
  state: Schemas['SecondFactor'] = {
    enabled: false,
    authenticator: false,
    passkeys: 0,
    recoveryCodesLeft: 0,
    trustedBrowsers: 0,
  };
  passkeys: Schemas['Passkey'][] = [];
  /** What the next authenticator app is set up with. */
  secret = SECRET;
  recoveryCodes = RECOVERY_CODES;

  renew(): JsonBodyType {
    this.state = { ...this.state, enabled: true, recoveryCodesLeft: this.recoveryCodes.length };
    return { recoveryCodes: this.recoveryCodes };
  }
}

/** A passkey with everything in it; a test names only what matters to it. */
export function aPasskey(overrides: Partial<Schemas['Passkey']> = {}): Schemas['Passkey'] {
  return { id: anId(), name: 'Phone', createdAt: aMoment(), synced: true, ...overrides };
}
