import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { deferred } from '../../../shared/api/deferred';
import { countUnsent } from '../../../shared/api/unsent';
import { reportSessionEnded, whileSignedIn } from '../../../shared/api/session-events';
import { ApiError } from '../../../shared/api/errors';
import { ada, grace, serveAccount } from '../../../testing/fake-account';
import { renderApp } from '../../../testing/render';
import SessionDialog from './session-dialog';

function openPage() {
  const onOtherUser = vi.fn();
  const page = (
    <>
      <textarea aria-label="Draft" />
      <SessionDialog user={ada.user} onOtherUser={onOtherUser} />
    </>
  );
  return { onOtherUser, ...renderApp(page) };
}
function tellOfSignIn() {
  const otherTab = new BroadcastChannel('latch.session');
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin and takes none
  otherTab.postMessage('changed');
  otherTab.close();
}
const dialog = () => screen.findByRole('dialog', { name: 'Sign in to continue' });

describe('SessionDialog', () => {
  it('opens when the session ends, knows who it was, and keeps what was typed', async () => {
    serveAccount();
    const { user, onOtherUser } = openPage();
    await user.type(screen.getByLabelText('Draft'), 'Half a thought');
    act(reportSessionEnded);
    await dialog();
    expect(screen.getByLabelText('E-mail address')).toHaveValue('ada@example.com');
    await waitFor(() => expect(screen.getByLabelText('Password')).toHaveFocus());
    await user.type(screen.getByLabelText('Password'), 'correct horse{Enter}');
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(screen.getByLabelText('Draft')).toHaveValue('Half a thought');
    expect(onOtherUser).not.toHaveBeenCalled();
  });

  it('lets what waited go on once the same person is back', async () => {
    serveAccount();
    const { user } = openPage();
    const ended = new ApiError(401, { error_code: 'INVALID_SESSION', message: 'Ended.', detail: null });
    const send = vi.fn<() => Promise<string>>().mockRejectedValueOnce(ended).mockResolvedValueOnce('sent');
    let sent: Promise<string> | undefined;
    act(() => void (sent = whileSignedIn(ada.user.id, send)));
    await dialog();
    await user.type(screen.getByLabelText('Password'), 'correct horse{Enter}');
    expect(await sent).toBe('sent');
  });

  it('stays, with the reason, when the password is wrong', async () => {
    const account = serveAccount();
    account.refuseNext({ status: 401, error_code: 'INVALID_EMAIL_OR_PASSWORD', message: 'The password is wrong.' });
    const { user } = openPage();
    act(reportSessionEnded);
    await dialog();
    await user.type(screen.getByLabelText('Password'), 'nope{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('The password is wrong.');
    expect(await dialog()).toBeVisible();
  });

  it('hands the page over when somebody else signs in', async () => {
    serveAccount().person = grace;
    const { user, onOtherUser } = openPage();
    act(reportSessionEnded);
    await dialog();
    await user.clear(screen.getByLabelText('E-mail address'));
    await user.type(screen.getByLabelText('E-mail address'), 'grace@example.com');
    await user.type(screen.getByLabelText('Password'), 'correct horse{Enter}');
    await waitFor(() => expect(onOtherUser).toHaveBeenCalledOnce());
  });

  it('says who signed in in another tab, keeps the page for its own person, and goes when they are back', async () => {
    const account = serveAccount(grace);
    const { user } = openPage();
    await user.type(screen.getByLabelText('Draft'), 'Half a thought');
    tellOfSignIn();
    const dialog = await screen.findByRole('dialog', { name: 'Grace is signed in now' });
    expect(within(dialog).getByRole('button', { name: 'Reload as Grace' })).toBeVisible();
    expect(dialog).toHaveTextContent('What Ada typed here is kept until Ada signs in again.');
    const change = deferred<void>();
    act(() => void countUnsent(change.promise));
    expect(dialog).toHaveTextContent('Latch has not saved 1 change by Ada yet. Reloading loses it.');
    expect(dialog).not.toHaveTextContent('is kept until');
    await act(async () => change.resolve());
    await waitFor(() => expect(dialog).toHaveTextContent('is kept until'));
    expect(screen.queryByRole('dialog', { name: 'Sign in to continue' })).not.toBeInTheDocument();
    const send = vi.fn<() => Promise<string>>().mockResolvedValue('sent');
    const sent = whileSignedIn(ada.user.id, send);
    expect(send).not.toHaveBeenCalled();
    await user.keyboard('{Escape}');
    expect(dialog).toBeVisible();

    account.session = ada;
    tellOfSignIn();
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(screen.getByLabelText('Draft')).toHaveValue('Half a thought');
    expect(await sent).toBe('sent');
  });

  it('can be put off, and says so until it is done', async () => {
    serveAccount();
    const { user } = openPage();
    act(reportSessionEnded);
    await dialog();
    await user.keyboard('{Escape}');
    await user.click(await screen.findByRole('button', { name: 'Sign in' }));
    expect(await dialog()).toBeVisible();
  });
});
