import type { APIRequestContext } from '@playwright/test';
import { tablesThatName } from '@latch/test-kit/databases';
import { type Account, signIn } from './support/account.js';
import { sessionCookies } from './support/session-cookies.js';
import { anotherPerson, expect, test } from './support/test.js';

const deleteAccount = (request: APIRequestContext, url: string, password: string) =>
  request.post(`${url}/api/auth/delete-user`, { headers: { Origin: url }, data: { password } });

/** Something in every table. */
async function fill(request: APIRequestContext, url: string, { id }: Account) {
  const home = `${url}/api/users/${id}`;
  const add = async (path: string, data: object) => {
    const response = await request.post(`${home}/${path}`, { headers: { Origin: url }, data });
    expect(response.status()).toBe(201);
    return (await response.json()) as { id: string };
  };
  const { id: projectId } = await add('projects', { name: 'Home' });
  const { id: sectionId } = await add('sections', { projectId, name: 'This week' });
  const { id: labelId } = await add('labels', { name: 'waiting' });
  await add('todos', { title: 'Water the ferns', sectionId, labelIds: [labelId] });
}

test('an account goes with all that names it, after an export of all that was in it', async ({
  page,
  browser,
  stack,
  account,
  todos,
}) => {
  const grace = await anotherPerson(browser, stack);
  await grace.todos.add('Somebody else’s');
  await fill(page.request, stack.url, account);
  const everywhere = ['events', 'labels', 'owners', 'projects', 'sections', 'todo_labels', 'todos'];
  expect(await tablesThatName(stack.todosDatabaseUrl, account.id)).toEqual(everywhere);
  expect(await tablesThatName(stack.authDatabaseUrl, account.id)).toContain('user');

  const file = await page.request.get(`${stack.url}/api/users/${account.id}/export`);
  expect(file.headers()['content-disposition']).toContain('latch-export.json');
  expect((await file.json()).todos).toMatchObject([{ title: 'Water the ferns' }]);
  expect(await todos.titles()).toEqual(['Water the ferns']);

  expect((await deleteAccount(page.request, stack.url, account.password)).status()).toBe(200);
  expect(await tablesThatName(stack.todosDatabaseUrl, account.id)).toEqual([]);
  expect(await tablesThatName(stack.authDatabaseUrl, account.id)).toEqual([]);
  expect(await sessionCookies(page.context())).toEqual([]);
  await expect(signIn(page.request, stack.url, account)).rejects.toThrow('401');
  expect(await grace.todos.titles()).toEqual(['Somebody else’s']);
  await grace.context.close();
});

test('without the backend nothing is deleted, and later it can be', async ({ page, stack, account, todos }) => {
  await todos.add('Still there');
  await stack.parts.backend.stop();
  const refused = await deleteAccount(page.request, stack.url, account.password);
  expect([refused.status(), (await refused.json()).error_code]).toEqual([503, 'ERASING_FAILED']);
  await stack.restore();
  expect(await todos.titles()).toEqual(['Still there']);
  expect((await deleteAccount(page.request, stack.url, account.password)).status()).toBe(200);
  expect(await tablesThatName(stack.todosDatabaseUrl, account.id)).toEqual([]);
});
