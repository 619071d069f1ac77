import type { FilterError } from '@latch/domain/filters/filter';
import { HttpError } from '@latch/server-kit/http-errors';

/** It does not exist, was deleted or is someone else's: one answer for all. */
export class SavedFilterNotFoundError extends HttpError {
  constructor() {
    super(404, 'FILTER_NOT_FOUND', 'This filter does not exist.');
  }
}

/** Its query is no filter. Says where, why, and what to type instead where that is known. */
export class FilterNotUnderstoodError extends HttpError {
  constructor([first, ...others]: [FilterError, ...FilterError[]]) {
    super(422, 'FILTER_NOT_UNDERSTOOD', 'This filter is not understood.', {
      detail: `At character ${first.start + 1}: ${first.message}`,
      more: {
        problems: [first, ...others].map(({ suggestion = null, ...problem }) => ({ ...problem, suggestion })),
      },
    });
  }
}
