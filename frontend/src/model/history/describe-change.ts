import type { components } from '@latch/contracts/latch';
import { phraseOf } from '@latch/domain/field-words';
import { latchApi, unwrap } from '../../shared/api/client';
import { deliver } from '../../shared/api/outbox';
import { quote } from '../../shared/ui/quote';
import { FIELDS } from './formatters';
import type { HistoryEvent } from './history-queries';

type Schemas = components['schemas'];
type Change = Schemas['Changes']['items'][number];

/** The last change from any device that was not undone, once all that were made here are sent. */
export async function lastChange(userId: string): Promise<Change | undefined> {
  const params = { path: { userId } };
  const { items } = await deliver(userId, () => unwrap(latchApi.GET('/api/users/{userId}/changes', { params })));
  return items.find((change) => !change.undone);
}

/** What a change from elsewhere did, in words, as it is told of those made here: "Completed “Water the ferns”". */
export async function describeChange(
  userId: string,
  change: Change,
  changed: readonly Schemas['Ref'][],
): Promise<string> {
  const name = nameOf(change);
  const first = changed.find(({ entity }) => entity === change.entity);
  const event = first && (await eventOf(userId, change.id, first.id));
  return event ? sentence(event, name) : `Changed ${name}`;
}

function nameOf({ entity, title, count }: Change): string {
  if (entity !== 'todo') return `the ${entity} ${quote(title)}`;
  return count === 1 ? quote(title) : `${count} todos`;
}

async function eventOf(userId: string, changeId: string, entityId: string): Promise<HistoryEvent | undefined> {
  const params = { path: { userId }, query: { entityId } };
  try {
    const { items } = await unwrap(latchApi.GET('/api/users/{userId}/history', { params }));
    return items.find((event) => event.changeId === changeId && event.cause === 'change');
  } catch {
    // It is undone; only how to call it is not known.
    return undefined;
  }
}

function sentence({ entity, field, after }: HistoryEvent, name: string): string {
  switch (field) {
    case 'created':
      return `Added ${name}`;
    case 'deleted':
      return `${after === true ? 'Deleted' : 'Restored'} ${name}`;
    case 'completedAt':
      return `${after === null ? 'Reopened' : 'Completed'} ${name}`;
    case 'place':
      return `Moved ${name}`;
    case 'title':
    case 'name':
      return `Renamed ${name}`;
    default: {
      const definition = FIELDS[entity][field];
      return definition?.kind === 'flag' || !definition
        ? `Changed ${name}`
        : `Changed ${phraseOf(field, definition)} of ${name}`;
    }
  }
}
