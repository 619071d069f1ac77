/** Where mails go: to a mail server, into a list on this machine, or nowhere. */
export type MailMode = MailSettings['mode'];

export type MailSettings = SmtpSettings | { mode: 'outbox' } | { mode: 'none' };

export interface SmtpSettings {
  mode: 'smtp';
  /** With the name and password to sign in with, if there are any. */
  url: string;
  /** The sender, like `Latch <latch@example.com>` or an address alone. */
  from: string;
}

export const isSwitch = (text: string) => text === 'on' || text === 'off';

/** `#`, `/` and `?` end the place where a password can stand: what follows would be read as something else, or dropped. */
const SMTP_URL =
  /^smtps?:\/\/(?:(?:[^\s/?#\\%]|%[0-9a-f]{2})*@)?(?:\[[0-9a-f:.]+\]|[^\s/?#@:[\]\\%]+)(?::\d{1,5})?\/?(?:\?[a-z][\w.]*=[^\s#@&]*(?:&[a-z][\w.]*=[^\s#@&]*)*)?$/i;

/** A server, its port, who signs in there, and options of `nodemailer` as a query; nothing else. */
export function isSmtpUrl(text: string): boolean {
  return SMTP_URL.test(text) && URL.canParse(text) && new URL(text).port !== '0';
}

/** Just the address of a sender, or undefined when it is none. */
export function addressOf(sender: string): string | undefined {
  const [, address] = /^(?:[^<>"\r\n]*<)?([^\s<>@"]+@[^\s<>@"]+?)>?$/.exec(sender) ?? [];
  return sender.includes('<') === sender.endsWith('>') ? address : undefined;
}
