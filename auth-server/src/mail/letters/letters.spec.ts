import type { Mail } from '../outbox.js';
import { Letters } from './letters.js';

const letters = new Letters('https://todo.example.com');
const ada = { email: 'ada@example.com', name: 'Ada', emailVerified: true };

const ALL: [string, Mail][] = [
  ['confirmAddress', letters.confirmAddress(ada, 'TOKEN')],
  ['accountExists', letters.accountExists(ada)],
  ['chooseNewPassword', letters.chooseNewPassword(ada, 'TOKEN')],
  ['confirmChange', letters.confirmChange(ada, 'new@example.com', 'TOKEN')],
  ['confirmNewAddress', letters.confirmNewAddress('new@example.com', 'TOKEN')],
  ['passwordChanged', letters.passwordChanged(ada)],
  ['emailChanged', letters.emailChanged(ada, 'new@example.com')],
  ['secondFactorOn', letters.secondFactorOn(ada)],
  ['secondFactorOff', letters.secondFactorOff(ada)],
  ['recoveryCodeUsed', letters.recoveryCodeUsed(ada)],
  ['passkeyAdded', letters.passkeyAdded(ada, 'Phone')],
  ['passkeyRemoved', letters.passkeyRemoved(ada, 'Phone')],
  ['passwordSet', letters.passwordSet(ada)],
];

it.each(ALL)('%s says in both forms where it comes from, and loads nothing from elsewhere', (_, { text, html }) => {
  for (const form of [text, html]) expect(form).toContain('todo.example.com');
  expect(html).not.toMatch(/<(img|link|script|iframe)|url\(|@import|src=/i);
  expect(html).toContain('prefers-color-scheme: dark');
  for (const [address] of html.matchAll(/https?:\/\/[^\s"<]+/g))
    expect(address).toMatch(/^https:\/\/todo\.example\.com\//);
});

it('links to the page with the token in the fragment', () => {
  const { text, html } = letters.chooseNewPassword(ada, 'TOKEN');
  for (const form of [text, html]) expect(form).toContain('https://todo.example.com/reset-password#token=TOKEN');
  expect(letters.confirmChange(ada, 'new@example.com', 'TOKEN').text).toContain('/verify-email#token=TOKEN');
});

it('goes to the address it is about', () => {
  expect(ALL.map(([, { to }]) => to)).toEqual(
    ALL.map(([name]) => (name === 'confirmNewAddress' ? 'new@example.com' : ada.email)),
  );
});

it('greets by name who confirmed the address, however odd the name, and nobody else', () => {
  const greeted = (name: string, emailVerified = true) => letters.accountExists({ ...ada, name, emailVerified });
  expect(greeted('Ada').text).toMatch(/^Hello Ada,\n/);
  expect(greeted('Ada', false).text).toMatch(/^Hello,\n/);
  expect(greeted('').text).toMatch(/^Hello,\n/);
  expect(greeted('Ada\r\n\r\nSubject: x\u2028y').text).toMatch(/^Hello Ada Subject: x y,\n/);
  expect(greeted(`<img src=x>"&'`).html).toContain('<p>Hello &lt;img src=x&gt;&quot;&amp;&#39;,</p>');
  expect(greeted('名'.repeat(255)).text).toMatch(/^Hello 名{60}…,\n/u);
});

it('escapes the address that is wanted', () => {
  const { html } = letters.confirmChange(ada, `"<b>"@example.com`, 'TOKEN');
  expect(html).toContain('&quot;&lt;b&gt;&quot;@example.com');
});

it('does not tell a new address to an old one that was never confirmed', () => {
  expect(letters.emailChanged(ada, 'new@example.com').text).toContain('new@example.com');
  expect(letters.emailChanged({ ...ada, emailVerified: false }, 'new@example.com').text).not.toContain('new@');
});

it('names a passkey in no letter to an address that was never confirmed', () => {
  expect(letters.passkeyAdded(ada, 'Phone').text).toContain('“Phone”');
  const stranger = { ...ada, emailVerified: false };
  for (const { text } of [letters.passkeyAdded(stranger, 'Phone'), letters.passkeyRemoved(stranger, 'Phone')])
    expect(text).not.toContain('Phone');
});
