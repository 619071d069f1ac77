import type { Locator, Page, Request } from '@playwright/test';
import type { Person } from './account.js';

/** The sign-in form, on its page or in the dialog over the page. */
export function signInForm(where: Page | Locator) {
  return {
    email: where.getByRole('textbox', { name: 'E-mail address' }),
    password: where.getByLabel('Password', { exact: true }),
    submit: where.getByRole('button', { name: 'Sign in', exact: true }),
  };
}

export function signUpForm(page: Page) {
  return {
    name: page.getByRole('textbox', { name: 'Name', exact: true }),
    email: page.getByRole('textbox', { name: 'E-mail address' }),
    password: page.getByLabel('Password', { exact: true }),
    submit: page.getByRole('button', { name: 'Create account' }),
  };
}

export const signInHeading = (page: Page) => page.getByRole('heading', { level: 1, name: 'Welcome back' });
export const outageHeading = (page: Page) =>
  page.getByRole('heading', { level: 1, name: 'Latch does not answer just now' });

/** Fills in the sign-in form and sends it. */
export async function signInBy(where: Page | Locator, { email, password }: Person) {
  const form = signInForm(where);
  const page = 'page' in where ? where.page() : where;
  // The sign-up form has fields of the same names, and may still be there.
  await form.submit.waitFor();
  await form.email.fill(email);
  await form.password.fill(password);
  await sendForm(page, () => form.submit.click());
}

/** Fills in the sign-up form and sends it. @param send presses what sends it */
export async function signUpBy(page: Page, person: Person, send = () => signUpForm(page).submit.click()) {
  const form = signUpForm(page);
  await form.name.fill(person.name);
  if (await form.email.isEditable()) await form.email.fill(person.email);
  await form.password.fill(person.password);
  await sendForm(page, send);
}

/** Sends a form, and again, as a person would, where a busy machine took longer than the gateway waits. */
export async function sendForm(page: Page, press: () => Promise<void>) {
  const send = async () => {
    const answered = page.waitForResponse((response) => isSigningIn(response.request()));
    await press();
    return (await answered).status();
  };
  while ((await send()) === 503);
}

const isSigningIn = (request: Request) =>
  request.method() === 'POST' && /\/api\/auth\/sign-(?:in|up)\//.test(request.url());
