import { expect, test } from './support/test.js';
import { TodosPage } from './support/todos-page.js';

test('no script turns text into HTML, but for the character references of notes, or starts another', async ({
  page,
  todos,
}) => {
  const violations: string[] = [];
  page.on('pageerror', ({ message }) => violations.push(message));
  const todo = await todos.create({
    title: 'Water the roses',
    notes: 'Caf&eacute; &copy; &lt;b&gt; &#8364; &nosuch; **bold**',
  });
  const app = new TodosPage(page);
  await app.open(`/inbox?todo=${todo.id}`);
  const notes = app.panelOf('Water the roses').panel.getByRole('region', { name: 'Notes' });
  await expect(notes).toContainText('Café © <b> € &nosuch; bold');
  expect(violations).toEqual([]);

  // The policy for those is there by now, and lets nothing else through.
  const outcomes = await page.evaluate(() =>
    ['<b>bold</b>', '&lt;<i>', '<img src="/favicon.svg" onload="globalThis.ran = true">'].map((text) => {
      try {
        document.createElement('i').innerHTML = text;
        return 'taken';
      } catch (error) {
        return (error as Error).name;
      }
    }),
  );
  expect(outcomes).toEqual(['TypeError', 'TypeError', 'TypeError']);
  // Nor may any script be started but the service worker.
  const started = await page.evaluate(() => {
    const urls = ['/service-worker.js?x', '/theme.js', '//evil.example/service-worker.js'];
    const ways = [(url: string) => new Worker(url), (url: string) => (document.createElement('script').src = url)];
    const tries = urls.flatMap((url) => ways.map((start) => () => start(url)));
    return tries.map((start) => {
      try {
        start();
        return 'started';
      } catch (error) {
        return (error as Error).name;
      }
    });
  });
  expect(new Set(started)).toEqual(new Set(['TypeError']));
  expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false);
});
