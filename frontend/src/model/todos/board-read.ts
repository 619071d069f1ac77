import { latchApi, unwrap } from '../../shared/api/client';
import { settledRead } from '../reads';
import type { Board } from './todo';

/** How high a card is, about. Pixels. */
export const CARD_HEIGHT = 64;
/** How wide a column is, and the sidebar where it stands beside the board. Pixels. */
const COLUMN_WIDTH = 312;
const SIDEBAR_WIDTH = 272;
const WITH_SIDEBAR = 900;

/**
 * Reads the first todos of the columns for which there is room on the screen; a column behind them has none yet.
 * @param columns how many are read at least
 */
export function readBoard(userId: string, projectId: string, signal: AbortSignal, columns = 1): Promise<Board> {
  const width = innerWidth >= WITH_SIDEBAR ? innerWidth - SIDEBAR_WIDTH : innerWidth;
  const query = {
    limit: Math.min(Math.ceil(innerHeight / CARD_HEIGHT), 200),
    columns: Math.min(Math.max(Math.ceil(width / COLUMN_WIDTH), columns), 500),
  };
  const params = { path: { userId, projectId }, query };
  const url = '/api/users/{userId}/projects/{projectId}/board' as const;
  return settledRead(userId, signal, () => unwrap(latchApi.GET(url, { params, signal })));
}
