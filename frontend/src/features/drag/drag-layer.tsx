import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { useOutline } from '../../model/outline/use-outline';
import { syncedReplica } from '../../replica/synced-replica';
import { useTodoActions } from '../../model/todos/use-todo-actions';
import { attachDrag } from './attach-drag';
import { dragHost } from './drag-host';

interface DragLayerProps {
  userId: string;
  /** The press that is held already, if any. */
  held?: () => PointerEvent | null;
}

/** Lets todos be dragged for as long as it is there; shows nothing itself. */
export default function DragLayer({ userId, held }: DragLayerProps) {
  const client = useQueryClient();
  const actions = useTodoActions(userId);
  const outline = useOutline(userId);
  const now = useEffectEvent(() => ({ actions, outline }));
  const press = useEffectEvent(() => held?.() ?? null);
  useEffect(() => {
    const { shown } = syncedReplica(client, userId).replica;
    return attachDrag(
      dragHost(
        (id) => shown.live(id),
        () => now(),
      ),
      () => press(),
    );
  }, [client, userId]);
  return null;
}
