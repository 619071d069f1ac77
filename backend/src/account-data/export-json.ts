import type { components } from '@latch/contracts/latch';

type Export = components['schemas']['Export'];
type Lists = Omit<Export, 'format' | 'version' | 'exportedAt'>;

/** Gives a page of a list, ordered by id. @param after begins behind this id */
type Pages<Item> = (after?: string) => Promise<Item[]>;

/**
 * The text of an export, page by page.
 * @param size of a full page: a shorter one is the last
 */
export async function* exportAsJson(
  at: Date,
  size: number,
  lists: { [Name in keyof Lists]: Pages<Lists[Name][number]> },
): AsyncGenerator<string> {
  const head = { format: 'latch-export', version: 1, exportedAt: at.toISOString() } satisfies Omit<Export, keyof Lists>;
  let text = JSON.stringify(head).slice(0, -1);
  for (const [name, pages] of Object.entries<Pages<{ id: string }>>(lists)) {
    text += `,"${name}":[`;
    for (let after: string | undefined, isLast = false; !isLast;) {
      const page = await pages(after);
      isLast = page.length < size;
      const items = page.map((item) => JSON.stringify(item)).join(',');
      yield `${text}${after && items ? ',' : ''}${items}`;
      text = '';
      after = page.at(-1)?.id;
    }
    text += ']';
  }
  yield `${text}}\n`;
}
