import type { Mail } from '../mail-queue.js';
import { MailTemplates } from './mail-templates.js';

const templates = new MailTemplates('https://todo.example.com');
const ada = { email: 'ada@example.com', name: 'Ada', emailVerified: true };

const ALL: [string, Mail][] = [
  ['confirmAddress', templates.confirmAddress(ada, 'TOKEN')],
  ['accountExists', templates.accountExists(ada)],
  ['chooseNewPassword', templates.chooseNewPassword(ada, 'TOKEN')],
  ['confirmChange', templates.confirmChange(ada, 'new@example.com', 'TOKEN')],
  ['confirmNewAddress', templates.confirmNewAddress('new@example.com', 'TOKEN')],
  ['passwordChanged', templates.passwordChanged(ada)],
  ['emailChanged', templates.emailChanged(ada, 'new@example.com')],
  ['secondFactorOn', templates.secondFactorOn(ada)],
  ['secondFactorOff', templates.secondFactorOff(ada)],
  ['recoveryCodeUsed', templates.recoveryCodeUsed(ada)],
  ['passkeyAdded', templates.passkeyAdded(ada, 'Phone')],
  ['passkeyRemoved', templates.passkeyRemoved(ada, 'Phone')],
  ['passwordSet', templates.passwordSet(ada)],
];

it.each(ALL)('%s says in both forms where it comes from, and loads nothing from elsewhere', (_, { text, html }) => {
  for (const form of [text, html]) expect(form).toContain('todo.example.com');
  expect(html).not.toMatch(/<(img|link|script|iframe)|url\(|@import|src=/i);
  expect(html).toContain('prefers-color-scheme: dark');
  for (const [address] of html.matchAll(/https?:\/\/[^\s"<]+/g))
    expect(address).toMatch(/^https:\/\/todo\.example\.com\//);
});

it('links to the page with the token in the fragment', () => {
  const { text, html } = templates.chooseNewPassword(ada, 'TOKEN');
  for (const form of [text, html]) expect(form).toContain('https://todo.example.com/reset-password#token=TOKEN');
  expect(templates.confirmChange(ada, 'new@example.com', 'TOKEN').text).toContain('/verify-email#token=TOKEN');
});

it('goes to the address it is about', () => {
  expect(ALL.map(([, { to }]) => to)).toEqual(
    ALL.map(([name]) => (name === 'confirmNewAddress' ? 'new@example.com' : ada.email)),
  );
});

it('greets by name who confirmed the address, however odd the name, and nobody else', () => {
  const greeted = (name: string, emailVerified = true) => templates.accountExists({ ...ada, name, emailVerified });
  expect(greeted('Ada').text).toMatch(/^Hello Ada,\n/);
  expect(greeted('Ada', false).text).toMatch(/^Hello,\n/);
  expect(greeted('').text).toMatch(/^Hello,\n/);
  expect(greeted('Ada\r\n\r\nSubject: x\u2028y').text).toMatch(/^Hello Ada Subject: x y,\n/);
  expect(greeted(`<img src=x>"&'`).html).toContain('<p>Hello &lt;img src=x&gt;&quot;&amp;&#39;,</p>');
  expect(greeted('名'.repeat(255)).text).toMatch(/^Hello 名{60}…,\n/u);
});

it('escapes the address that is wanted', () => {
  const { html } = templates.confirmChange(ada, `"<b>"@example.com`, 'TOKEN');
  expect(html).toContain('&quot;&lt;b&gt;&quot;@example.com');
});

it('does not tell a new address to an old one that was never confirmed', () => {
  expect(templates.emailChanged(ada, 'new@example.com').text).toContain('new@example.com');
  expect(templates.emailChanged({ ...ada, emailVerified: false }, 'new@example.com').text).not.toContain('new@');
});

it('names a passkey in no mail to an address that was never confirmed', () => {
  expect(templates.passkeyAdded(ada, 'Phone').text).toContain('“Phone”');
  const stranger = { ...ada, emailVerified: false };
  for (const { text } of [templates.passkeyAdded(stranger, 'Phone'), templates.passkeyRemoved(stranger, 'Phone')])
    expect(text).not.toContain('Phone');
});
