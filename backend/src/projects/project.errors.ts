import { DomainError } from '../common/domain-error.js';

/** It does not exist, was deleted or is someone else's: one answer for all. */
export class ProjectNotFoundError extends DomainError {
  constructor() {
    super(404, 'PROJECT_NOT_FOUND', 'This project does not exist.');
  }
}

export class SectionNotFoundError extends DomainError {
  constructor() {
    super(404, 'SECTION_NOT_FOUND', 'This section does not exist.');
  }
}

export class InboxStaysError extends DomainError {
  constructor() {
    super(409, 'INBOX_STAYS', 'The Inbox cannot be renamed, archived, moved or deleted.');
  }
}
