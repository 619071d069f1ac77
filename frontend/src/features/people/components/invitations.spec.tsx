import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ada, serveAccount } from '../../../testing/fake-account';
import { anInvitation, serveAdministration } from '../../../testing/fake-administration';
import { renderApp } from '../../../testing/render';
import { Invitations } from './invitations';
import { InviteForm } from './invite-form';

function open() {
  const account = serveAccount(ada);
  const all = serveAdministration(account);
  const { id } = ada.user;
  const page = (
    <section>
      <h2>Invitations</h2>
      <InviteForm userId={id} />
      <Invitations userId={id} />
    </section>
  );
  return { account, all, show: () => renderApp(page) };
}
const email = () => screen.getByLabelText('E-mail address');
const waiting = async () =>
  [...(await screen.findByRole('list', { name: 'Open invitations' })).children].map((row) => row.textContent);

describe('inviting', () => {
  it('sends a mail, and shows the invitation among those that wait', async () => {
    const { account, show } = open();
    const { user } = show();
    expect(await screen.findByText('No open invitations.')).toBeInTheDocument();
    await user.type(email(), ' linus@example.com{Enter}');
    expect(await screen.findByText(/A mail is on its way to/)).toHaveTextContent('linus@example.com');
    expect(account.sentTo('/admin/invite')).toEqual({ email: 'linus@example.com' });
    await waitFor(async () => expect(await waiting()).toEqual([expect.stringContaining('linus@example.com')]));
    expect(email()).toHaveValue('');
    expect(screen.queryByRole('button', { name: 'Copy link' })).toBeNull();
  });

  it('gives a link to hand over where there is no mail server, and copies it', async () => {
    const { all, show } = open();
    all.sendsMail = false;
    const { user } = show();
    await user.type(email(), 'linus@example.com{Enter}');
    const field = await screen.findByLabelText('Link for linus@example.com');
    expect(field).toHaveValue(`http://localhost:3000/sign-up#invitation=${all.invitations[0]!.id}`);
    await user.click(screen.getByRole('button', { name: 'Copy link' }));
    expect(await screen.findByText('Copied.')).toBeVisible();
    expect(await navigator.clipboard.readText()).toContain('#invitation=');
    await user.type(email(), 'g');
    expect(screen.queryByLabelText('Link for linus@example.com')).toBeNull();
  });

  it('says what is wrong with the address, and that it has an account', async () => {
    const { account, show } = open();
    const { user } = show();
    await user.type(email(), 'linus{Enter}');
    expect(email()).toHaveAccessibleDescription(/does not look like an e-mail address/);
    const message = 'This address has an account already.';
    account.refuseNext({ status: 409, error_code: 'HAS_ACCOUNT', message });
    await user.type(email(), '@example.com{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent(message);
    expect(email()).toHaveValue('linus@example.com');
  });

  it('is taken back', async () => {
    const { account, all, show } = open();
    const invitation = anInvitation({ email: 'linus@example.com', invitedBy: 'Grace' });
    all.invitations = [invitation];
    const { user } = show();
    expect(await waiting()).toEqual([expect.stringMatching(/^linus@example\.comInvited by Grace .*, valid until/)]);
    await user.click(screen.getByRole('button', { name: 'Revoke the invitation for linus@example.com' }));
    expect(await screen.findByText('No open invitations.')).toBeInTheDocument();
    expect(account.sentTo('/admin/revoke-invitation')).toEqual({ id: invitation.id });
    await waitFor(() => expect(screen.getByRole('heading', { name: 'Invitations' })).toHaveFocus());
  });

  it('takes one that was used meanwhile for taken back', async () => {
    const { account, all, show } = open();
    all.invitations = [anInvitation()];
    const { user } = show();
    const button = await screen.findByRole('button', { name: /^Revoke/ });
    account.refuseNext({ status: 404, error_code: 'INVITATION_NOT_FOUND', message: 'It was used already.' });
    all.invitations = [];
    await user.click(button);
    expect(await screen.findByText('No open invitations.')).toBeInTheDocument();
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
