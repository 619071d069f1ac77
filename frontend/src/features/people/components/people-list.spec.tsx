import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ada, serveAccount } from '../../../testing/fake-account';
import { aListedUser, serveAdministration } from '../../../testing/fake-administration';
import { renderApp } from '../../../testing/render';
import { PeopleList } from './people-list';

const me = aListedUser({ id: ada.user.id, name: 'Ada', email: 'ada@example.com', administrator: true });
const grace = aListedUser({ name: 'Grace', email: 'grace@example.com' });

function open(...users: (typeof me)[]) {
  const account = serveAccount(ada);
  const all = serveAdministration(account);
  all.users = users;
  return { account, all, ...renderApp(<PeopleList userId={ada.user.id} />) };
}
const list = () => screen.findByRole('list', { name: 'People' });
const rows = async () => [...(await list()).children].map((row) => row.textContent);

/** Chooses from the menu of somebody. @returns the question that is asked then */
async function choose({ user }: ReturnType<typeof open>, label: string, name = 'Grace') {
  await user.click(await screen.findByRole('button', { name: `Actions for ${name}` }));
  await user.click(await screen.findByRole('menuitem', { name: label }));
  return within(await screen.findByRole('alertdialog'));
}

describe('PeopleList', () => {
  it('says who is here and what there is to know, a page at a time', async () => {
    const many = [
      me,
      aListedUser({ name: null, email: 'linus@example.com', disabled: true, emailVerified: false, secondFactor: true }),
      grace,
    ];
    const { user } = open(...many);
    const [first, second, ...more] = await rows();
    expect(first).toMatch(/^Adaada@example\.comJoined .*YouAdministrator$/);
    expect(second).toMatch(/^linus@example\.comJoined .*not signed inDisabledSecond factorAddress not confirmed$/);
    expect(more).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Show more' }));
    await waitFor(async () => expect(await rows()).toHaveLength(3));
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('offers nothing to do to oneself', async () => {
    open(me);
    await list();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('disables after asking, and enables again', async () => {
    const page = open(me, grace);
    const question = await choose(page, 'Disable account…');
    expect(question.getByText(/Nothing they have is deleted/)).toBeVisible();
    expect(page.account.sentTo('/admin/disable-user')).toBeUndefined();
    await page.user.click(question.getByRole('button', { name: 'Disable' }));
    expect(await screen.findByText('Disabled')).toBeVisible();
    await waitFor(async () => expect(await list()).toHaveFocus());
    expect(page.account.sentTo('/admin/disable-user')).toEqual({ id: grace.id });
    await page.user.click((await choose(page, 'Enable account…')).getByRole('button', { name: 'Enable' }));
    await waitFor(() => expect(screen.queryByText('Disabled')).toBeNull());
    expect(page.account.sentTo('/admin/enable-user')).toEqual({ id: grace.id });
  });

  it('makes somebody an administrator, and no longer', async () => {
    const page = open(me, grace);
    const made = await choose(page, 'Make administrator…');
    expect(made.getByText(/They see nobody’s todos/)).toBeVisible();
    await page.user.click(made.getByRole('button', { name: 'Make administrator' }));
    await waitFor(() => expect(screen.getAllByText('Administrator')).toHaveLength(2));
    expect(page.account.sentTo('/admin/set-administrator')).toEqual({ id: grace.id, administrator: true });
    const unmade = await choose(page, 'Remove administrator rights…');
    await page.user.click(unmade.getByRole('button', { name: 'Remove rights' }));
    await waitFor(() => expect(screen.getAllByText('Administrator')).toHaveLength(1));
    expect(page.account.sentTo('/admin/set-administrator')).toEqual({ id: grace.id, administrator: false });
  });

  it('does nothing when it is called off', async () => {
    const page = open(me, grace);
    await page.user.click((await choose(page, 'Disable account…')).getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(page.account.sentTo('/admin/disable-user')).toBeUndefined();
  });

  it('says what stands in the way, and looks again at how it is', async () => {
    const page = open(me, grace);
    const question = await choose(page, 'Disable account…');
    page.account.refuseNext({ status: 404, error_code: 'USER_NOT_FOUND', message: 'This account is gone already.' });
    page.all.users = [me];
    await page.user.click(question.getByRole('button', { name: 'Disable' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('This account is gone already.');
    await waitFor(async () => expect(await rows()).toHaveLength(1));
  });

  it('says that it does not come, and tries again', async () => {
    const account = serveAccount(ada);
    serveAdministration(account).users = [me];
    account.mood = 'broken';
    const { user } = renderApp(<PeopleList userId={ada.user.id} />);
    const again = await screen.findByRole('button', { name: 'Try again' });
    account.mood = 'well';
    await user.click(again);
    expect(await rows()).toHaveLength(1);
  });
});
