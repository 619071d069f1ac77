import { ApiError } from '../../shared/api/errors';

/** Whether a link was refused: it was used, is too old, or was cut off. */
export function isLinkNotValid(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'LINK_NOT_VALID';
}
