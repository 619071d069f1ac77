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

/** Whether `MAIL_OUTBOX` says something that can be understood. */
export const isSwitch = (text: string) => text === 'on' || text === 'off';

export function isSmtpUrl(text: string): boolean {
  return URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol) && new URL(text).hostname !== '';
}

/** Just the address of a sender, or undefined when it is none. */
export function addressOf(sender: string): string | undefined {
  const [, address] = /^(?:[^<>"\r\n]*<)?([^\s<>@"]+@[^\s<>@"]+?)>?$/.exec(sender) ?? [];
  return sender.includes('<') === sender.endsWith('>') ? address : undefined;
}
