import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { anAuditEvent } from '../../../testing/device-builder';
import { ada, serveAccount } from '../../../testing/fake-account';
import { renderApp } from '../../../testing/render';
import { AuditLog } from './audit-log';

it('says what happened, a page at a time', async () => {
  const account = serveAccount(ada);
  account.events = [
    anAuditEvent({ event: 'email-changed', detail: 'ada@new.example' }),
    anAuditEvent({ event: 'sign-in-failed', address: null, browser: null, system: null }),
    anAuditEvent({ event: 'signed-up' }),
  ];
  const { user } = renderApp(<AuditLog userId={ada.user.id} />);
  const sentences = async () => (await screen.findAllByRole('listitem')).map((row) => row.textContent);
  const [first, second, ...more] = await sentences();
  expect(first).toMatch(/^The e-mail address was changed: ada@new\.exampleFirefox on Linux, from 192\.0\.2\.7/);
  expect(second).toMatch(/^A sign-in was refusedAn unknown browser, from an unknown address/);
  expect(more).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Show more' }));
  expect(await screen.findByText('The account was created')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
});

it('says what is wrong when it does not come, and that there is nothing yet', async () => {
  const account = serveAccount(ada);
  account.mood = 'broken';
  const { user } = renderApp(<AuditLog userId={ada.user.id} />);
  const again = await screen.findByRole('button', { name: 'Try again' });
  account.mood = 'well';
  await user.click(again);
  expect(await screen.findByText('Nothing yet.')).toBeInTheDocument();
});
