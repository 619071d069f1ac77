import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { anAuditEvent } from '../../../testing/device-builder';
import { ada, serveAccount } from '../../../testing/fake-account';
import { serveAdministration } from '../../../testing/fake-administration';
import { renderApp } from '../../../testing/render';
import { EveryonesLog } from './everyones-log';

it('says what happened and to whose account, older ones when asked', async () => {
  const account = serveAccount(ada);
  const grace = { id: 'g', name: null, email: 'grace@example.com' };
  serveAdministration(account).events = [
    { ...anAuditEvent({ event: 'account-disabled', detail: 'By Ada (ada@example.com)' }), user: grace },
    { ...anAuditEvent({ event: 'sign-in-failed' }), user: null },
    { ...anAuditEvent({ event: 'signed-in', detail: 'With GitHub' }), user: ada.user as typeof grace },
  ];
  const { user } = renderApp(<EveryonesLog userId={ada.user.id} />);
  const rows = async () => (await screen.findAllByRole('listitem')).map((row) => row.textContent);
  const [first, second, ...more] = await rows();
  expect(first).toMatch(/^grace@example\.com: The account was disabled by Ada \(ada@example\.com\)Firefox on Linux/);
  expect(second).toMatch(/^Nobody’s account: A sign-in was refused/);
  expect(more).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Show more' }));
  const signedIn = await screen.findByText(/Signed in with GitHub/);
  expect(signedIn.closest('p')).toHaveTextContent('Ada: Signed in with GitHub');
});

it('says what is wrong when it does not come, and that there is nothing yet', async () => {
  const account = serveAccount(ada);
  serveAdministration(account);
  account.mood = 'broken';
  const { user } = renderApp(<EveryonesLog userId={ada.user.id} />);
  const again = await screen.findByRole('button', { name: 'Try again' });
  account.mood = 'well';
  await user.click(again);
  expect(await screen.findByText('Nothing yet.')).toBeInTheDocument();
});
