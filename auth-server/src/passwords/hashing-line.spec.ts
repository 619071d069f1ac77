import { setImmediate as nextTurn } from 'node:timers/promises';
import { hashPassword } from 'better-auth/crypto';
import { Refusal } from '../http/refusals.js';
import { hashInTurn, verifyInTurn, WaitingLine } from './hashing-line.js';

/** Of `correct horse battery`, as Better Auth 1.7.7 made it. */
const OLD_HASH =
  'd1cd8defb4c527ee3af48353a79484d3:' +
  '95b279b0afa2454ca5038c65332890038e36d5b9575521103f492865c6efca6c' +
  'f4fd06e0650a53febfea789acdcf83b3d71d6f3a7a9c6e6d70a1cfe973fa7b69';

/** A work that ends when told to. */
function work(name: string, started: string[]) {
  let end!: (error?: Error) => void;
  const ended = new Promise<string>((resolve, reject) => (end = (error) => (error ? reject(error) : resolve(name))));
  return { start: () => (started.push(name), ended), end };
}

describe('a waiting line', () => {
  it('runs so many at once, the others in the order they came', async () => {
    const started: string[] = [];
    const line = new WaitingLine(2, 5);
    const works = ['a', 'b', 'c', 'd'].map((name) => work(name, started));
    const results = works.map(({ start }) => line.run(start));
    await nextTurn();
    expect(started).toEqual(['a', 'b']);
    works[1]!.end();
    await results[1];
    await nextTurn();
    expect(started).toEqual(['a', 'b', 'c']);
    for (const { end } of works) end();
    expect(await Promise.all(results)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('refuses whoever comes when it is full, with 503 and when to come back', async () => {
    const line = new WaitingLine(1, 1);
    const works = ['a', 'b'].map((name) => work(name, []));
    const results = works.map(({ start }) => line.run(start));
    const refusal = await line.run(() => Promise.resolve()).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({ status: 503, errorCode: 'TOO_BUSY', more: { headers: { 'retry-after': '2' } } });
    expect(() => line.assertRoom()).toThrow(Refusal);
    for (const { end } of works) end();
    await Promise.all(results);
    expect(() => line.assertRoom()).not.toThrow();
  });

  it('keeps a place for whoever was let in, from the door on', async () => {
    const line = new WaitingLine(1, 1);
    const errands = ['a', 'b'].map((name) => work(name, []));
    const results = errands.map(({ start }) => line.admit(start));
    const started: string[] = [];
    await expect(line.admit(work('c', started).start)).rejects.toMatchObject({ errorCode: 'TOO_BUSY' });
    expect(started).toEqual([]);
    expect(await line.run(() => Promise.resolve('d'))).toBe('d');
    for (const { end } of errands) end();
    await Promise.all(results);
    expect(await line.admit(() => Promise.resolve('e'))).toBe('e');
  });

  it('goes on after a work that failed', async () => {
    const line = new WaitingLine(1, 1);
    const failing = work('a', []);
    const results = [line.run(failing.start), line.run(() => Promise.resolve('b'))];
    failing.end(new Error('no'));
    expect(await Promise.allSettled(results)).toMatchObject([{ status: 'rejected' }, { value: 'b' }]);
    expect(await line.run(() => Promise.resolve('c'))).toBe('c');
  });
});

describe('hashing in turn', () => {
  it('knows hashes of Better Auth, also those made before', async () => {
    expect(await verifyInTurn({ hash: await hashPassword('correct horse'), password: 'correct horse' })).toBe(true);
    expect(await verifyInTurn({ hash: OLD_HASH, password: 'correct horse battery' })).toBe(true);
    expect(await verifyInTurn({ hash: OLD_HASH, password: 'correct horse battery ' })).toBe(false);
  });

  it('salts each hash', async () => {
    expect(await hashInTurn('correct horse')).not.toBe(await hashInTurn('correct horse'));
  });

  it('leaves the main thread free', async () => {
    let turns = 0;
    const hashing = { going: true };
    const result = hashInTurn('correct horse').finally(() => (hashing.going = false));
    while (hashing.going) {
      await nextTurn();
      turns += 1;
    }
    await result;
    // Were the work done here, nothing else would get a turn until it is over.
    expect(turns).toBeGreaterThan(10);
  });
});
