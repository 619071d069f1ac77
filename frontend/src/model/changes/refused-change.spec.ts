import { expect, it, vi } from 'vitest';
import type { KeptChange } from '../../replica/kept-change';
import { ApiError } from '../../shared/api/errors';
import { uuidv7 } from '../uuid';
import { tellUndoRefusal } from './refusal';
import { refusedChange } from './refused-change';

vi.mock('../history/formatters', () => {
  throw new Error('It did not load.');
});

const conflict = { entity: 'todo', entityId: 'a', title: 'Ferns', field: 'title', mine: 'Roses', theirs: 'Lilies' };
const body = { error_code: 'UNDO_REFUSED', message: 'It was changed since.', detail: null, conflicts: [conflict] };

it('waits with a plainer reason where what puts it into words does not load', async () => {
  const error = new ApiError(409, body as never);
  const change: KeptChange = {
    id: uuidv7(),
    made: ['undo', 'two'],
    written: [],
    did: '',
    fails: '',
    about: [],
    undoable: false,
  };
  const refused = await refusedChange(change, error, { confirmed: () => undefined } as never, []);
  expect(refused?.reason).toBe('It was changed since.');
  const show = vi.fn();
  await tellUndoRefusal({ show, dismiss: vi.fn() }, error, true);
  expect(show).toHaveBeenCalledWith(expect.objectContaining({ description: 'In Needs you: It was changed since.' }));
});
