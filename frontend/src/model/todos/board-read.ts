import { latchApi, unwrap } from '../../shared/api/client';
import { settledRead } from '../reads';
import type { Board } from './todo';

/** How high a card is, about, and how wide a column. Pixels. */
const CARD_HEIGHT = 64;
const COLUMN_WIDTH = 312;

/**
 * Reads the first todos of the columns for which there is room on the screen; a column behind them has none yet.
 * @param columns how many are read at least
 */
export function readBoard(userId: string, projectId: string, signal: AbortSignal, columns = 1): Promise<Board> {
  const query = {
    limit: Math.min(Math.ceil(innerHeight / CARD_HEIGHT), 200),
    columns: Math.min(Math.max(Math.ceil(innerWidth / COLUMN_WIDTH), columns), 500),
  };
  const params = { path: { userId, projectId }, query };
  const url = '/api/users/{userId}/projects/{projectId}/board' as const;
  return settledRead(userId, signal, () => unwrap(latchApi.GET(url, { params, signal })));
}
