import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { useOutline } from '../../model/outline/use-outline';
import { TodoCache } from '../../model/todos/todo-cache';
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
    const cache = new TodoCache(client, userId);
    const find = (ids: readonly string[]) => cache.find(ids);
    return attachDrag(
      dragHost(find, () => now()),
      () => press(),
    );
  }, [client, userId]);
  return null;
}
