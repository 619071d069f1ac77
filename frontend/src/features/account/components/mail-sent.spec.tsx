import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { serveAccount } from '../../../testing/fake-account';
import { renderApp } from '../../../testing/render';
import { MailSent } from './mail-sent';

const again = () => screen.getByRole('button', { name: 'Send it again' });

it('says where the mail went, and sends it again', async () => {
  const account = serveAccount();
  const { user } = renderApp(<MailSent email="ada@example.com" />);
  expect(screen.getByText('ada@example.com')).toBeVisible();
  await user.click(again());
  expect(await screen.findByText(/A new mail is on its way/)).toBeInTheDocument();
  expect(account.sentTo('/send-verification-email')).toEqual({ email: 'ada@example.com' });
});

it('says why it could not, and can be asked once more', async () => {
  const account = serveAccount();
  account.refuseNext({ status: 429, error_code: 'TOO_MANY_REQUESTS', message: 'Slow.', retryAfter: 30 });
  const { user } = renderApp(<MailSent email="ada@example.com" />);
  await user.click(again());
  expect(await screen.findByRole('alert')).toHaveTextContent('Wait 30 seconds');
  await user.click(again());
  expect(await screen.findByText(/A new mail is on its way/)).toBeInTheDocument();
  expect(screen.queryByRole('alert')).toBeNull();
});
