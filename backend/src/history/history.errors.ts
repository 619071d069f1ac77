import { HttpError } from '@latch/server-kit/http-errors';
import type { Conflict } from '../common/change.errors.js';

export class ChangeNotFoundError extends HttpError {
  constructor() {
    super(404, 'CHANGE_NOT_FOUND', 'This change does not exist, or is more than 30 days old.');
  }
}

export class UndoRefusedError extends HttpError {
  constructor(conflicts: Conflict[], detail?: string) {
    super(409, 'UNDO_REFUSED', 'This was changed again in the meantime.', { detail, more: { conflicts } });
  }
}

/** Everything of the owner was erased a moment ago. Whether the account goes too is not decided yet, so it is no sign-out. */
export class AccountBeingDeletedError extends HttpError {
  constructor() {
    super(503, 'ACCOUNT_BEING_DELETED', 'This account is being deleted, so nothing was changed.', {
      headers: { 'retry-after': '2' },
    });
  }
}

/** Rolls a change back that turned out to be none; nobody is answered with it. */
export class NothingChangedError extends HttpError {
  constructor() {
    super(500, 'NOTHING_CHANGED', 'Nothing was changed.');
  }
}
