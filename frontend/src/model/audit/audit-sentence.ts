import type { components } from '@latch/contracts/account';
import { formatDevice } from './device-formatters';

export type AuditEvent = components['schemas']['AuditEvent'];

const WITHOUT_DETAIL: Record<AuditEvent['event'], string> = {
  'signed-up': 'The account was created',
  'signed-in': 'Signed in',
  'sign-in-failed': 'A sign-in was refused',
  'signed-out': 'Signed out',
  'password-changed': 'The password was changed',
  'password-reset-asked': 'A password reset was requested',
  'password-reset': 'The password was reset',
  'password-confirmed': 'The password was confirmed',
  'email-verified': 'The e-mail address was confirmed',
  'email-change-asked': 'A new e-mail address was requested',
  'email-changed': 'The e-mail address was changed',
  'name-changed': 'The name was changed',
  'device-signed-out': 'A device was signed out',
  'other-devices-signed-out': 'All other devices were signed out',
  'deletion-started': 'Account deletion started',
  'deletion-failed': 'The account could not be deleted',
  'account-deleted': 'An account was deleted',
  'second-factor-on': 'Two-step sign-in was turned on',
  'second-factor-off': 'Two-step sign-in was turned off',
  'second-factor-failed': 'A wrong code was entered in the second step',
  'authenticator-added': 'An authenticator app was set up',
  'recovery-code-used': 'A recovery code was used',
  'recovery-codes-renewed': 'New recovery codes were created',
  'trusted-browsers-forgotten': 'All trusted browsers were forgotten',
  'passkey-added': 'A passkey was added',
  'passkey-renamed': 'A passkey was renamed',
  'passkey-removed': 'A passkey was removed',
  'passkey-confirmed': 'A passkey was confirmed',
  'passkey-failed': 'A passkey was refused',
  'password-set': 'A password was set',
  'provider-linked': 'A sign-in provider was linked',
  'provider-unlinked': 'A sign-in provider was unlinked',
  'account-disabled': 'The account was disabled',
  'account-enabled': 'The account was enabled',
  'administrator-made': 'The account became an administrator',
  'administrator-unmade': 'The account is no longer an administrator',
  invited: 'A person was invited',
  'invitation-revoked': 'An invitation was revoked',
};

/** What happened, as a sentence without its full stop; an event that is not known yet by its name. */
export function auditSentence({ event, detail }: Pick<AuditEvent, 'event' | 'detail'>): string {
  if (detail && event === 'other-devices-signed-out') return `Other devices were signed out, ${detail} in all`;
  if (detail && event === 'sign-in-failed') return 'A wrong password was entered on a signed-in device';
  const said = WITHOUT_DETAIL[event] ?? `Other event: ${event as string}`;
  if (detail && /^(With|By) /.test(detail)) return `${said} ${detail.charAt(0).toLowerCase()}${detail.slice(1)}`;
  return detail ? `${said}: ${detail}` : said;
}

/** By what and from where: "Firefox on Linux, from 192.0.2.7". */
export function auditSource({ browser, system, address }: AuditEvent): string {
  const from = address ? `from ${address}` : 'from an unknown address';
  return `${formatDevice({ browser, system })}, ${from}`;
}
