import type { Page } from '@playwright/test';

/** The titles that are in IndexedDB, by database. */
export const titlesOnDevice = (page: Page) =>
  page.evaluate(async () => {
    const all = (await indexedDB.databases()).map(
      ({ name }) =>
        new Promise<string[]>((resolve, reject) => {
          const opening = indexedDB.open(name!);
          opening.addEventListener('error', () => reject(opening.error!));
          opening.addEventListener('success', () => {
            const reading = opening.result.transaction('todos').objectStore('todos').getAll();
            reading.addEventListener('success', () => {
              opening.result.close();
              resolve(reading.result.map(({ title }: { title: string }) => title).sort());
            });
          });
        }),
    );
    return Promise.all(all);
  });

/** What the browser keeps for this origin and that has one of the texts in it; and every database. */
export const keptOnDevice = (page: Page, texts: string[]) =>
  page.evaluate(async (searched) => {
    const databases = (await indexedDB.databases()).map(({ name }) => `database ${name}`);
    const stored = [localStorage, sessionStorage].flatMap((storage) => Object.entries(storage));
    const requests = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    const all = [...stored.map((entry) => entry.join('=')), ...requests.flat().map(({ url }) => url)];
    return [...databases, ...all.filter((text) => searched.some((one) => text.includes(one)))];
  }, texts);

/** How many changes wait in IndexedDB to be sent. */
export const changesOnDevice = (page: Page) => countOnDevice(page, 'changes');

/** How many refused changes wait in IndexedDB for an answer. */
export const refusedOnDevice = (page: Page) => countOnDevice(page, 'refused');

const countOnDevice = (page: Page, store: string) =>
  page.evaluate(async (counted) => {
    const [{ name } = {}] = await indexedDB.databases();
    if (!name) return 0;
    return new Promise<number>((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.addEventListener('error', () => reject(opening.error!));
      opening.addEventListener('success', () => {
        const counting = opening.result.transaction(counted).objectStore(counted).count();
        counting.addEventListener('success', () => {
          opening.result.close();
          resolve(counting.result);
        });
      });
    });
  }, store);
