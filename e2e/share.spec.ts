import { signInBy, signInHeading } from './support/account-forms.js';
import { expect, test } from './support/organise-test.js';

const shared = `/share?${new URLSearchParams({ title: 'Best ferns p1', text: 'How to', url: 'https://example.com/' })}`;

test('what another app shares becomes a todo when the person says so', async ({ page, account: _signedIn, api }) => {
  const manifest = await (await page.request.get('/manifest.webmanifest')).json();
  expect(manifest.share_target).toEqual({
    action: './share',
    method: 'GET',
    params: { title: 'title', text: 'text', url: 'url' },
  });
  await page.goto(shared);
  const field = page.getByRole('textbox', { name: 'Todo', exact: true });
  await expect(field).toHaveValue('Best ferns p1');
  await expect(field).toBeFocused();
  await expect(page.getByRole('textbox', { name: 'Notes' })).toHaveValue('How to\n\nhttps://example.com/');
  expect(await api.in('inbox')).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/inbox$/);
  await expect
    .poll(() => api.in('inbox'))
    .toMatchObject([{ title: 'Best ferns', priority: 1, notes: 'How to\n\nhttps://example.com/' }]);
});

test('who is signed out signs in first, and what was shared is still there', async ({ page, account }) => {
  await page.context().clearCookies();
  await page.goto(shared);
  await expect(signInHeading(page)).toBeVisible();
  await signInBy(page, account);
  await expect(page.getByRole('textbox', { name: 'Todo', exact: true })).toHaveValue('Best ferns p1');
});
