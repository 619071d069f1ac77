import { HttpError } from '@latch/server-kit/http-errors';

/** It does not exist, was deleted or is someone else's: one answer for all. */
export class ProjectNotFoundError extends HttpError {
  constructor() {
    super(404, 'PROJECT_NOT_FOUND', 'This project does not exist.');
  }
}

export class SectionNotFoundError extends HttpError {
  constructor() {
    super(404, 'SECTION_NOT_FOUND', 'This section does not exist.');
  }
}

export class InboxStaysError extends HttpError {
  constructor() {
    super(409, 'INBOX_STAYS', 'The Inbox cannot be renamed, archived, moved or deleted.');
  }
}
