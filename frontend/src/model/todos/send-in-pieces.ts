import { latchApi, unwrap } from '../../shared/api/client';
import { ApiError, isSessionEnded } from '../../shared/api/errors';
import { BULK_LIMIT, type Todo } from './todo';

/**
 * Sends one change of many todos in as many requests as it takes. All of them have its id, so that it is undone as one.
 * After an outage it goes on with what was not answered. When any of them is refused, all of it is: what was done is taken back.
 * @param send sends one request. @param done the ids before these
 */
export function inPieces(
  userId: string,
  ids: readonly string[],
  send: (some: string[], changeId: string, done: readonly string[]) => Promise<readonly Todo[]>,
): (changeId: string) => Promise<Todo[]> {
  let answers: readonly Todo[][] = [];
  let answeredFor = '';
  return async (changeId) => {
    if (answeredFor !== changeId) answers = [];
    answeredFor = changeId;
    for (let from = answers.length * BULK_LIMIT; from < ids.length; from += BULK_LIMIT) {
      try {
        const items = await send(ids.slice(from, from + BULK_LIMIT), changeId, ids.slice(0, from));
        answers = [...answers, [...items]];
      } catch (error) {
        if (from > 0 && isRefusal(error)) {
          answers = [];
          await takeBack(userId, changeId);
        }
        throw error;
      }
    }
    return answers.flat();
  };
}

function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && !isSessionEnded(error);
}

async function takeBack(userId: string, changeId: string): Promise<void> {
  const params = { path: { userId, changeId } };
  const undone = unwrap(latchApi.POST('/api/users/{userId}/changes/{changeId}/undo', { params }));
  // What was refused first says why.
  await undone.catch((error: unknown) => {
    if (!isRefusal(error)) throw error;
  });
}
