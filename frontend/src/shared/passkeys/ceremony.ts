import type { components } from '@latch/contracts/account';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import { accountApi, unwrap } from '../api/client';
import { nameOf } from '../api/errors';
import { loadPart } from '../ui/overlays';
import { PasskeyError } from './passkey-error';

/** As WebAuthn puts them in JSON; what is in them is between browser and server. */
export type PasskeyOptions = components['schemas']['PasskeyOptions']['options'];
export type PasskeyResponse = components['schemas']['PasskeyAnswer']['response'];

type Library = typeof import('@simplewebauthn/browser');

const REASONS = new Map<unknown, PasskeyError['reason']>([
  ['NotAllowedError', 'cancelled'],
  ['AbortError', 'called-off'],
  ['InvalidStateError', 'known-already'],
  ['ConstraintError', 'not-possible'],
  ['NotSupportedError', 'not-possible'],
  ['SecurityError', 'not-possible'],
]);

/** Whether this browser knows passkeys at all. */
export function knowsPasskeys(): boolean {
  return 'PublicKeyCredential' in globalThis;
}

/** Whether it offers them among the addresses it fills in. */
export async function offersPasskeysInFields(): Promise<boolean> {
  if (!knowsPasskeys() || !('isConditionalMediationAvailable' in PublicKeyCredential)) return false;
  return PublicKeyCredential.isConditionalMediationAvailable().catch(() => false);
}

/**
 * Lets the person show a passkey.
 * @param inFields waits until they choose one among the addresses the browser fills in, rather than asking at once
 * @throws PasskeyError, OutageError
 */
function showPasskey(options: PasskeyOptions, { inFields = false } = {}): Promise<PasskeyResponse> {
  return perform(({ startAuthentication }) =>
    startAuthentication({
      optionsJSON: options as unknown as PublicKeyCredentialRequestOptionsJSON,
      useBrowserAutofill: inFields,
    }),
  );
}

/**
 * Lets the person make a passkey, on this device or another.
 * @throws PasskeyError, OutageError
 */
export function makePasskey(options: PasskeyOptions): Promise<PasskeyResponse> {
  return perform(({ startRegistration }) =>
    startRegistration({ optionsJSON: options as unknown as PublicKeyCredentialCreationOptionsJSON }),
  );
}

/** Ends what waits for the person, in this page. */
export async function callPasskeyOff(): Promise<void> {
  const library = await load().catch(() => undefined);
  library?.WebAuthnAbortService.cancelCeremony();
}

async function perform(work: (library: Library) => Promise<object>): Promise<PasskeyResponse> {
  const library = await load();
  try {
    return (await work(library)) as PasskeyResponse;
  } catch (cause) {
    throw new PasskeyError(REASONS.get(nameOf(cause)) ?? 'failed', { cause });
  }
}

/** Loaded when it is wanted: most people sign in without, most of the time. */
function load(): Promise<Library> {
  return loadPart(() => import('@simplewebauthn/browser'));
}

/**
 * Asks the person for a passkey: to sign in, or to show once more that it is them.
 * @throws ApiError 409 `PASSKEYS_NOT_POSSIBLE`, 429
 * @throws PasskeyError, OutageError
 */
export async function askForPasskey(how?: { inFields: boolean }): Promise<PasskeyResponse> {
  const { options } = await unwrap(accountApi.POST('/api/auth/sign-in/passkey-options', { body: {} }));
  return showPasskey(options, how);
}
