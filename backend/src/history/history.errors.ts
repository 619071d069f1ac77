import { type Conflict, DomainError } from '../common/domain-error.js';

export class ChangeNotFoundError extends DomainError {
  constructor() {
    super(404, 'CHANGE_NOT_FOUND', 'This change does not exist, or is more than 30 days old.');
  }
}

export class UndoRefusedError extends DomainError {
  constructor(conflicts: Conflict[], detail?: string) {
    super(409, 'UNDO_REFUSED', 'This was changed again in the meantime.', { conflicts, detail });
  }
}
