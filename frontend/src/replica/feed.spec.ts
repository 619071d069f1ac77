import { http, HttpResponse } from 'msw';
import { expect, it } from 'vitest';
import { retryNow } from '../shared/api/until-answered';
import { FakeLatch, USER_ID } from '../testing/fake-latch';
import { server, serveLatch } from '../testing/server';
import { aTodo, INBOX_ID } from '../testing/todo-builder';
import { Feed } from './feed';
import { Replica } from './replica';
import { todosInProject } from './views';

function aFeed() {
  const replica = new Replica();
  return {
    feed: new Feed(USER_ID, replica),
    titles: () => todosInProject(replica.shown, INBOX_ID).map(({ title }) => title),
  };
}

it('has what was there when it was asked, also when a read was on its way already', async () => {
  const latch = serveLatch(aTodo({ title: 'A' }));
  const { feed, titles } = aFeed();
  const first = feed.now();
  const release = latch.hold();
  latch.lists.create({ title: 'B' });
  const [second, third] = [feed.now(), feed.now()];
  expect(second).toBe(third);
  release();
  await first;
  await second;
  expect(titles()).toEqual(['B', 'A']);
});

it('waits for a read that something else begins, and begins one where nothing does', async () => {
  const latch = serveLatch(aTodo({ title: 'A' }));
  const { feed, titles } = aFeed();
  const waiting = [feed.soon(), feed.soon()];
  await feed.now();
  await Promise.all(waiting);
  expect([latch.store.reads, titles()]).toEqual([1, ['A']]);
  latch.lists.create({ title: 'B' });
  await feed.soon();
  expect([latch.store.reads, titles()]).toEqual([2, ['B', 'A']]);
});

it('goes on until somebody answers', async () => {
  const latch = serveLatch(aTodo({ title: 'A' }));
  const { feed, titles } = aFeed();
  latch.be(FakeLatch.refusals.outage);
  await expect(feed.read()).rejects.toThrow('The database does not answer.');
  const reading = feed.now();
  latch.be(null);
  retryNow();
  await reading;
  expect(titles()).toEqual(['A']);
});

it('reads page after page, each from where the one before ended, and begins anew at a reset', async () => {
  const latch = serveLatch(aTodo({ title: 'A' }), aTodo({ title: 'B' }));
  const { feed, titles } = aFeed();
  const asked: (string | null)[] = [];
  const [a, b] = latch.store.sync().todos;
  server.use(
    http.get('*/sync', ({ request }) => {
      const since = new URL(request.url).searchParams.get('since');
      asked.push(since);
      const rest = { projects: [], sections: [], labels: [], filters: [], gone: [], reset: since === 'gone' };
      if (since === '1') return HttpResponse.json({ ...rest, revision: '2', more: false, todos: [b] });
      if (since === '2') return HttpResponse.json({ ...rest, revision: 'gone', more: true, todos: [a] });
      return HttpResponse.json({ ...rest, revision: since === 'gone' ? '3' : '1', more: since === '0', todos: [a] });
    }),
  );
  await feed.read();
  expect([asked, titles()]).toEqual([
    ['0', '1'],
    ['A', 'B'],
  ]);
  await feed.read();
  expect([asked, titles()]).toEqual([['0', '1', '2', 'gone'], ['A']]);
});

it('goes on where it was when a page did not come', async () => {
  serveLatch();
  const { feed } = aFeed();
  const asked: (string | null)[] = [];
  server.use(
    http.get('*/sync', ({ request }) => {
      const since = new URL(request.url).searchParams.get('since');
      asked.push(since);
      if (asked.length === 2) return HttpResponse.error();
      const rest = { projects: [], sections: [], labels: [], filters: [], todos: [], gone: [], reset: false };
      return HttpResponse.json({ ...rest, revision: since === '0' ? '1' : '2', more: since === '0' });
    }),
  );
  await expect(feed.read()).rejects.toThrow();
  await feed.read();
  expect(asked).toEqual(['0', '1', '1']);
});

it('calls nothing read that was refused', async () => {
  const latch = serveLatch();
  const { feed } = aFeed();
  let isRead = false;
  const waiting = feed.soon().then(() => (isRead = true));
  latch.be(FakeLatch.refusals.broken);
  await expect(feed.now()).rejects.toThrow();
  expect(isRead).toBe(false);
  latch.be(null);
  await feed.now();
  await waiting;
  feed.stop();
});

it('writes nothing more once it is stopped', async () => {
  const latch = serveLatch(aTodo({ title: 'A' }));
  const { feed, titles } = aFeed();
  const release = latch.hold();
  const reading = feed.now();
  feed.stop();
  release();
  await expect(reading).rejects.toThrow();
  expect(titles()).toEqual([]);
});
