import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { LabelService } from '../labels/label.service.js';
import { ProjectService } from '../projects/project.service.js';
import { SectionService } from '../projects/section.service.js';
import { TodoListService } from '../todos/queries/todo-list.service.js';
import { exportAsJson } from './export-json.js';

/** So much at a time that neither memory nor the time of one statement is in danger, even with the longest of notes. */
const PAGE = 500;

/** Everything of one owner as a file. @see contracts/schemas/export.yaml */
@Injectable()
export class ExportService {
  constructor(
    private readonly projects: ProjectService,
    private readonly sections: SectionService,
    private readonly labels: LabelService,
    private readonly todos: TodoListService,
  ) {}

  /**
   * No connection is held while the client reads. The beginning is read before this returns, so that an outage is refused
   * as any other; one that comes later destroys the stream.
   * @throws {StoreUnavailableError}
   */
  async open({ userId }: AuthenticatedUser): Promise<Readable> {
    const pieces = exportAsJson(new Date(), PAGE, {
      projects: (after) => this.projects.exported(userId, PAGE, after),
      sections: (after) => this.sections.exported(userId, PAGE, after),
      labels: (after) => this.labels.exported(userId, PAGE, after),
      todos: (after) => this.todos.exported(userId, PAGE, after),
    });
    const { value: beginning } = await pieces.next();
    return Readable.from(withBeginning(beginning as string, pieces));
  }
}

async function* withBeginning(beginning: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield beginning;
  yield* rest;
}
