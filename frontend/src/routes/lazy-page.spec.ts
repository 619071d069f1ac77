import { expect, it } from 'vitest';
import { deliver } from '../shared/api/outbox';
import { OutageError } from '../shared/api/errors';
import { withoutLoss } from './lazy-page';

const lost = new TypeError('Failed to fetch dynamically imported module: /assets/completed-page.js');

it('a page that cannot be loaded is an outage while changes wait, and else what the router loads the document anew for', async () => {
  let answer = () => {};
  const sent = deliver('Ada', () => new Promise<void>((resolve) => (answer = resolve)));
  await expect(withoutLoss(() => Promise.reject(lost))).rejects.toBeInstanceOf(OutageError);
  answer();
  await sent;
  await expect(withoutLoss(() => Promise.reject(lost))).rejects.toBe(lost);
  await expect(withoutLoss(() => Promise.resolve('page'))).resolves.toBe('page');
});
