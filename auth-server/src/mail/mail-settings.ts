import type { Values } from '@latch/server-kit/settings/variables.mjs';

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

export function mailSettings({ SMTP_URL: url, MAIL_FROM: from, MAIL_OUTBOX }: Values<'auth-server'>): MailSettings {
  if (url && from) return { mode: 'smtp', url, from };
  return { mode: MAIL_OUTBOX === 'on' ? 'outbox' : 'none' };
}
