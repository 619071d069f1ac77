import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, it } from 'vitest';
import { serveAccount } from '../../../testing/fake-account';
import { renderApp } from '../../../testing/render';
import { server } from '../../../testing/server';
import { Outbox } from './outbox';

it('shows mails with links of this origin alone', async () => {
  serveAccount().mails = [
    {
      id: '0199b1c2-7b00-7c3a-9d2e-5f8a1b2c3d01',
      at: '2026-11-21T09:00:00.000Z',
      to: 'ada@example.com',
      subject: 'Confirm your e-mail address',
      text: 'Open http://localhost:3000/verify-email#token=abc, not http://evil.example/.',
    },
  ];
  renderApp(<Outbox />);
  const mail = within(await screen.findByRole('listitem'));
  expect(mail.getByRole('heading')).toHaveTextContent('Confirm your e-mail address');
  expect(mail.getByText('ada@example.com')).toBeVisible();
  expect(mail.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual([
    'http://localhost:3000/verify-email#token=abc',
  ]);
});

it('says when there is nothing in it', async () => {
  serveAccount();
  renderApp(<Outbox />);
  expect(await screen.findByText('No mails yet')).toBeInTheDocument();
});

it('says when this Latch has none', async () => {
  const body = { error_code: 'NOT_FOUND', message: 'There is nothing at this address.', detail: null };
  server.use(http.get('*/api/auth/outbox', () => HttpResponse.json(body, { status: 404 })));
  renderApp(<Outbox />);
  expect(await screen.findByText('There is no outbox here')).toBeInTheDocument();
});
