import { useClearCompleted } from './api/clear-completed';
import { useCreateTodo } from './api/create-todo';
import { useDeleteTodo } from './api/delete-todo';
import { useRestoreCleared } from './api/restore-cleared';
import { useRestoreTodo } from './api/restore-todo';
import { useUpdateTodo } from './api/update-todo';
import { type RefusalHandlers, type Send, useRefusals } from './use-refusals';

/** The six changes, each with what happens when it is refused. */
export function useTodoChanges(userId: string, handlers: RefusalHandlers) {
  const again: Send = {
    create: (variables) => create.mutate(variables),
    update: (variables) => update.mutate(variables),
    delete: (variables) => remove.mutate(variables),
    restore: (variables) => restore.mutate(variables),
    clear: (variables) => clear.mutate(variables),
    restoreCleared: (variables) => restoreCleared.mutate(variables),
  };
  const refused = useRefusals(userId, handlers, again);
  const create = useCreateTodo(userId, refused.create);
  const update = useUpdateTodo(userId, refused.update);
  const remove = useDeleteTodo(userId, refused.delete);
  const restore = useRestoreTodo(userId, refused.restore);
  const clear = useClearCompleted(userId, refused.clear);
  const restoreCleared = useRestoreCleared(userId, refused.restoreCleared);
  return { ...again, clear: clear.mutateAsync };
}
