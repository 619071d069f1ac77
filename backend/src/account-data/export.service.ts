import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { components } from '@latch/contracts/latch';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { LabelService } from '../labels/label.service.js';
import { ProjectService } from '../projects/project.service.js';
import { SectionService } from '../projects/section.service.js';
import { SavedFilterService } from '../saved-filters/saved-filter.service.js';
import { SettingsService } from '../settings/settings.service.js';
import { TodoListService } from '../todos/queries/todo-list.service.js';

type Export = components['schemas']['Export'];
type Lists = Omit<Export, 'format' | 'version' | 'exportedAt' | 'settings'>;

/** Gives a page of a list, ordered by id. @param after begins behind this id */
type Pages<Item> = (after?: string) => Promise<Item[]>;

/** So much at a time that neither memory nor the time of one statement is in danger, even with the longest of notes. */
const PAGE = 500;

/** Everything of one owner as a file. @see contracts/schemas/export.yaml */
@Injectable()
export class ExportService {
  constructor(
    private readonly projects: ProjectService,
    private readonly sections: SectionService,
    private readonly labels: LabelService,
    private readonly filters: SavedFilterService,
    private readonly todos: TodoListService,
    private readonly settings: SettingsService,
  ) {}

  /**
   * No connection is held while the client reads. The beginning is read before this returns, so that an outage is refused
   * as any other; one that comes later destroys the stream.
   * @throws {StoreUnavailableError}
   */
  async open({ userId }: AuthenticatedUser): Promise<Readable> {
    const about = { exportedAt: new Date().toISOString(), settings: await this.settings.find(userId) };
    const pieces = exportAsJson(about, PAGE, {
      projects: (after) => this.projects.exportPage(userId, PAGE, after),
      sections: (after) => this.sections.exportPage(userId, PAGE, after),
      labels: (after) => this.labels.exportPage(userId, PAGE, after),
      filters: (after) => this.filters.exportPage(userId, PAGE, after),
      todos: (after) => this.todos.exportPage(userId, PAGE, after),
    });
    const { value: beginning } = await pieces.next();
    return Readable.from(prepend(beginning as string, pieces));
  }
}

async function* prepend(beginning: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield beginning;
  yield* rest;
}

/**
 * The text of an export, page by page.
 * @param size of a full page: a shorter one is the last
 */
async function* exportAsJson(
  about: Pick<Export, 'exportedAt' | 'settings'>,
  size: number,
  lists: { [Name in keyof Lists]: Pages<Lists[Name][number]> },
): AsyncGenerator<string> {
  const head = { format: 'latch-export', version: 1, ...about } satisfies Omit<Export, keyof Lists>;
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
