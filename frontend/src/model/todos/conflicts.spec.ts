import { waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderAppHook } from '../../testing/render';
import { aTodo } from '../../testing/todo-builder';
import { keepConflict, useConflicts } from './conflicts';

test('of one todo, conflicts about several fields wait together, each with what was typed last', async () => {
  const { client, result } = renderAppHook(() => useConflicts('ada'));
  const theirs = aTodo({ title: 'Theirs', version: 2 });
  const newer = { ...theirs, notes: 'Theirs', version: 3 };
  keepConflict(client, 'ada', { theirs, mine: { title: 'Mine' } });
  keepConflict(client, 'ada', { theirs: newer, mine: { notes: 'Mine' } });
  keepConflict(client, 'ada', { theirs: newer, mine: { title: 'Mine, again' } });
  const mine = { title: 'Mine, again', notes: 'Mine' };
  await waitFor(() => expect(result.current.conflicts).toEqual({ [theirs.id]: { theirs: newer, mine } }));
});

test('a conflict that is settled goes, and those of other todos wait on', async () => {
  const { client, result } = renderAppHook(() => useConflicts('ada'));
  const [train, ferns] = [aTodo(), aTodo()];
  for (const theirs of [train, ferns]) keepConflict(client, 'ada', { theirs, mine: { title: 'Mine' } });
  const waiting = () => Object.keys(result.current.conflicts);
  await waitFor(() => expect(waiting()).toEqual([train.id, ferns.id]));
  result.current.settleConflict(train.id);
  await waitFor(() => expect(waiting()).toEqual([ferns.id]));
});
