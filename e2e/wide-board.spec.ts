import { runStatement } from './support/database.js';
import { expect, test } from './support/organise-test.js';

const SECTIONS = 9;
const CARDS = 30;

test('a board draws what there is room for, and what is scrolled or walked to as it comes near', async ({
  page,
  stack,
  account,
  latch,
  api,
}) => {
  const home = await api.project('Home', { layout: 'board' });
  for (let s = 1; s <= SECTIONS; s++) await api.section(home, `S${s}`);
  await runStatement(
    stack,
    `INSERT INTO todos (user_id, id, title, create_digest, project_id, section_id, position)
     SELECT user_id, gen_random_uuid(), name || '-' || n, '', project_id, id, 'a' || chr(64 + n / 10) || chr(65 + n % 10)
     FROM sections, generate_series(1, $2::int) n WHERE user_id = $1`,
    [account.id, CARDS],
  );
  await latch.open(`/projects/${home.id}`);
  await expect(latch.text('S1-1')).toBeVisible();
  await expect(latch.column('S9')).toContainText(String(CARDS));
  await expect(latch.column('S9').getByRole('checkbox')).toHaveCount(0);

  await latch.column('S9').scrollIntoViewIfNeeded();
  await expect(latch.text('S9-1')).toBeVisible();
  await latch.column('S9').hover();
  await expect(async () => {
    await page.mouse.wheel(0, 400);
    await expect(latch.text(`S9-${CARDS}`)).toBeInViewport({ timeout: 200 });
  }).toPass();

  await latch.text('S1-1').focus();
  for (let s = 2; s <= SECTIONS; s++) {
    await expect(latch.text(`S${s}-1`)).toBeVisible();
    await page.keyboard.press('ArrowRight');
    await expect(latch.text(`S${s}-1`)).toBeFocused();
  }
});
