import { screen, within } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { serveAccount } from '../../../testing/fake-account';
import { renderApp } from '../../../testing/render';
import { Outbox } from './outbox';

beforeEach(() => sessionStorage.clear());

const REFUSED = /^This code opens no outbox here\. Check it,/;

function open(code?: string) {
  const account = serveAccount();
  account.options.mail = 'outbox';
  return { account, ...renderApp(<Outbox code={code ?? account.outboxCode} />) };
}

it('shows mails with links of this origin alone', async () => {
  const { account } = open();
  account.mails = [
    {
      id: '0199b1c2-7b00-7c3a-9d2e-5f8a1b2c3d01',
      at: '2026-11-21T09:00:00.000Z',
      to: 'ada@example.com',
      subject: 'Confirm your e-mail address',
      text: 'Open http://localhost:3000/verify-email#token=abc, not http://evil.example/.',
    },
  ];
  const mail = within(await screen.findByRole('listitem'));
  expect(mail.getByRole('heading')).toHaveTextContent('Confirm your e-mail address');
  expect(mail.getByText('ada@example.com')).toBeVisible();
  expect(mail.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual([
    'http://localhost:3000/verify-email#token=abc',
  ]);
});

it('says when there is nothing in it', async () => {
  open();
  expect(await screen.findByText('No mails yet')).toBeInTheDocument();
});

it('asks for the code, says where it stands, and keeps it for the tab once it was right', async () => {
  const { account, user, unmount } = open('');
  const code = await screen.findByLabelText('Outbox code');
  expect(code).toHaveAccessibleDescription(/npm start prints it, and npm run doctor shows it/);
  await user.type(code, '{Enter}');
  expect(code).toHaveAccessibleDescription(/Enter the outbox code/);
  await user.type(code, 'AAAA-BBBB{Enter}');
  expect(await screen.findByRole('alert')).toHaveTextContent(REFUSED);
  expect(code).toHaveValue('AAAA-BBBB');
  expect(sessionStorage).toHaveLength(0);
  await user.clear(code);
  await user.type(code, ` ${account.outboxCode}{Enter}`);
  expect(await screen.findByText('No mails yet')).toBeInTheDocument();
  unmount();
  renderApp(<Outbox />);
  expect(await screen.findByText('No mails yet')).toBeInTheDocument();
});

it('says that the code in the address is not the right one, and asks for it', async () => {
  open('AAAA-BBBB');
  expect(await screen.findByRole('alert')).toHaveTextContent(REFUSED);
  expect(screen.getByLabelText('Outbox code')).toBeVisible();
});

it('says when this Latch has none', async () => {
  const { account } = open('');
  account.options.mail = 'smtp';
  expect(await screen.findByText('There is no outbox here')).toBeInTheDocument();
});
