import type { Page } from '@playwright/test';

/** Who somebody says to be at the provider. */
interface Someone {
  email: string;
  name?: string;
  verified?: boolean;
}

/** The page of the provider of scripts/stack/identity-provider.mjs, where one says who one is; by keyboard alone. */
export async function continueAs(page: Page, { email, name = 'Ada', verified = true }: Someone): Promise<void> {
  const address = page.getByLabel('E-mail address');
  await page.waitForURL(/\/interaction\//);
  await address.fill(email);
  await page.getByLabel('Name').fill(name);
  const box = page.getByLabel('This address is confirmed');
  if ((await box.isChecked()) !== verified) await box.press('Space');
  await page.getByRole('button', { name: 'Continue' }).press('Enter');
}
