import type { Mail } from '../mail-queue.js';
import { renderMail } from './render-mail.js';

export interface Recipient {
  email: string;
  name: string | null;
  emailVerified: boolean;
}

/** The pages of the app that a link opens. The token stands in the fragment, which reaches no server, log or `Referer`. */
type Page = 'verify-email' | 'reset-password';

const DAY = 'The link is good for a day and for one use.';
const HOUR = 'The link is good for an hour and for one use.';
const NOT_YOU = 'If you did not ask for this, do nothing: nothing happens without the link.';

const NOT_YOU_NOW = (appUrl: string) => `If it was not you, choose a new password at once: ${appUrl}/forgot-password`;

export class MailTemplates {
  /** @param appUrl where the app's pages are, without a trailing slash */
  constructor(private readonly appUrl: string) {}

  confirmAddress(user: Recipient, token: string): Mail {
    return renderMail(user.email, {
      subject: 'Confirm your e-mail address',
      name: nameOf(user),
      paragraphs: [`Somebody, most likely you, signed up for Latch at ${this.#host} with this address.`, DAY],
      button: { label: 'Confirm this address', url: this.#link('verify-email', token) },
      footnote: NOT_YOU,
    });
  }

  accountExists(user: Recipient): Mail {
    return renderMail(user.email, {
      subject: 'You have an account already',
      name: nameOf(user),
      paragraphs: [
        `Somebody, most likely you, tried to sign up for Latch at ${this.#host} with this address. It has an account already.`,
        `If you do not know its password, choose a new one: ${this.appUrl}/forgot-password`,
      ],
      button: { label: 'Sign in', url: `${this.appUrl}/sign-in` },
      footnote: 'If it was not you, do nothing: your account is as it was.',
    });
  }

  chooseNewPassword(user: Recipient, token: string): Mail {
    return renderMail(user.email, {
      subject: 'Choose a new password',
      name: nameOf(user),
      paragraphs: [`Somebody, most likely you, asked for a new password for Latch at ${this.#host}.`, HOUR],
      button: { label: 'Choose a new password', url: this.#link('reset-password', token) },
      footnote: `${NOT_YOU} Your password stays as it is.`,
    });
  }

  /** To the address of now, before anything goes to the new one. */
  confirmChange(user: Recipient, newEmail: string, token: string): Mail {
    return renderMail(user.email, {
      subject: 'Confirm that you want another e-mail address',
      name: nameOf(user),
      paragraphs: [
        `You asked to use ${newEmail} for Latch at ${this.#host} instead of this address.`,
        `When you confirm it here, a mail to the new address has the last link. ${DAY}`,
      ],
      button: { label: 'Yes, I want this', url: this.#link('verify-email', token) },
      footnote:
        'If you did not ask for this, do not open the link, and change your password: somebody is signed in as you.',
    });
  }

  /** To the new address; not by name, since it may be somebody else's. */
  confirmNewAddress(newEmail: string, token: string): Mail {
    return renderMail(newEmail, {
      subject: 'Confirm your new e-mail address',
      paragraphs: [`Somebody, most likely you, wants to use this address for Latch at ${this.#host}.`, DAY],
      button: { label: 'Confirm this address', url: this.#link('verify-email', token) },
      footnote: NOT_YOU,
    });
  }

  passwordChanged(user: Recipient): Mail {
    return renderMail(user.email, {
      subject: 'Your password was changed',
      name: nameOf(user),
      paragraphs: [
        `The password of your account at ${this.#host} was changed, and your other devices were signed out.`,
      ],
      footnote: `If it was not you, choose a new password at once: ${this.appUrl}/forgot-password`,
    });
  }

  providerLinked(user: Recipient, provider: string): Mail {
    return renderMail(user.email, {
      subject: `An account of ${provider} was linked to yours`,
      name: nameOf(user),
      paragraphs: [
        `Anybody who signs in to that account of ${provider} can sign in to yours at ${this.#host} from now on.`,
        `What is linked, and how to unlink it: ${this.appUrl}/settings/security`,
      ],
      footnote: NOT_YOU_NOW(this.appUrl),
    });
  }

  secondFactorOn(user: Recipient): Mail {
    return renderMail(user.email, {
      subject: 'Two-step sign-in is on',
      name: nameOf(user),
      paragraphs: [
        `From now on, signing in to your account at ${this.#host} takes a second step after the password.`,
        'Keep your recovery codes where you find them without your phone.',
      ],
      footnote: NOT_YOU_NOW(this.appUrl),
    });
  }

  secondFactorOff(user: Recipient): Mail {
    return renderMail(user.email, {
      subject: 'Two-step sign-in is off',
      name: nameOf(user),
      paragraphs: [`Signing in to your account at ${this.#host} takes the password alone again.`],
      footnote: NOT_YOU_NOW(this.appUrl),
    });
  }

  recoveryCodeUsed(user: Recipient): Mail {
    return renderMail(user.email, {
      subject: 'A recovery code was used',
      name: nameOf(user),
      paragraphs: [
        `Somebody, most likely you, signed in to your account at ${this.#host} with one of your recovery codes. It is used up.`,
        `How many are left, and how to make new ones: ${this.appUrl}/settings/security`,
      ],
      footnote: NOT_YOU_NOW(this.appUrl),
    });
  }

  passkeyAdded(user: Recipient, passkey: string): Mail {
    return renderMail(user.email, {
      subject: 'A passkey was added to your account',
      name: nameOf(user),
      paragraphs: [`A new passkey${called(user, passkey)} can sign in to your account at ${this.#host}.`],
      button: { label: 'See your passkeys', url: `${this.appUrl}/settings/security` },
      footnote: 'If it was not you, remove it at once and change your password.',
    });
  }

  passkeyRemoved(user: Recipient, passkey: string): Mail {
    return renderMail(user.email, {
      subject: 'A passkey was removed from your account',
      name: nameOf(user),
      paragraphs: [
        `Nobody can sign in to your account at ${this.#host} any more with a passkey${called(user, passkey)}.`,
      ],
      button: { label: 'See your passkeys', url: `${this.appUrl}/settings/security` },
      footnote: 'If it was not you, change your password at once: somebody is signed in as you.',
    });
  }

  passwordSet(user: Recipient): Mail {
    return renderMail(user.email, {
      subject: 'Your account has a password now',
      name: nameOf(user),
      paragraphs: [
        `Your account at ${this.#host} had no password, and has one now. Your other devices were signed out.`,
      ],
      footnote: `If it was not you, choose a new password at once: ${this.appUrl}/forgot-password`,
    });
  }

  /** To the old address; if that was never confirmed it may be a stranger's, who is not told the new one. */
  emailChanged(oldUser: Recipient, newEmail: string): Mail {
    const now = oldUser.emailVerified ? `the address ${newEmail}` : 'another address';
    return renderMail(oldUser.email, {
      subject: 'Your e-mail address was changed',
      name: nameOf(oldUser),
      paragraphs: [`Your account at ${this.#host} has ${now} now. This one is not used any more.`],
      footnote: 'If it was not you, tell the administrator of this Latch at once.',
    });
  }

  /** By name of who invites, who is somebody that administrates; not of who is invited, whom nobody here knows yet. */
  invitation(email: string, by: Recipient, token: string): Mail {
    return renderMail(email, {
      subject: 'You are invited to Latch',
      paragraphs: [
        `${nameOf(by) ?? 'The administrator'} invites you to Latch at ${this.#host}, for a list of todos of your own.`,
        'The link is good for seven days and for one account, with this address.',
      ],
      button: { label: 'Make your account', url: this.invitationLink(token) },
      footnote: 'If you do not know what this is about, do nothing: nothing happens without the link.',
    });
  }

  /** For where no mail is sent, too. */
  invitationLink(token: string): string {
    return `${this.appUrl}/sign-up#invitation=${token}`;
  }

  get #host(): string {
    return new URL(this.appUrl).host;
  }

  #link(page: Page, token: string): string {
    return `${this.appUrl}/${page}#token=${token}`;
  }
}

/** Anybody can sign up with any address and with a name that is an advertisement; until it is confirmed, no mail repeats it. */
function nameOf({ name, emailVerified }: Recipient): string | undefined {
  return emailVerified && name ? name : undefined;
}

/** What a passkey is called, with the same caution. */
function called({ emailVerified }: Recipient, passkey: string): string {
  return emailVerified ? `, “${passkey}”` : '';
}
