import { useClearCompleted } from './api/clear-completed';
import { useCreateTodo } from './api/create-todo';
import { useDeleteTodo } from './api/delete-todo';
import { useRestoreCleared } from './api/restore-cleared';
import { useRestoreTodo } from './api/restore-todo';
import { useUpdateTodo } from './api/update-todo';
import { type RefusalHandlers, type Send, useRefusals } from './use-refusals';

/** The six changes, each with what happens when it is refused. */
export function useTodoChanges(userId: string, handlers: RefusalHandlers): Send {
  const send: Send = {
    create: (variables) => told(create.mutateAsync(variables)),
    update: (variables) => told(update.mutateAsync(variables)),
    delete: (variables) => told(remove.mutateAsync(variables)),
    restore: (variables) => told(restore.mutateAsync(variables)),
    clear: (variables) => told(clear.mutateAsync(variables)),
    restoreCleared: (variables) => told(restoreCleared.mutateAsync(variables)),
  };
  const refused = useRefusals(userId, handlers, send);
  const create = useCreateTodo(userId, refused.create);
  const update = useUpdateTodo(userId, refused.update);
  const remove = useDeleteTodo(userId, refused.delete);
  const restore = useRestoreTodo(userId, refused.restore);
  const clear = useClearCompleted(userId, refused.clear);
  const restoreCleared = useRestoreCleared(userId, refused.restoreCleared);
  return send;
}

/** What is refused is told by `useRefusals`; whoever else wants to know may still look. */
function told<Result>(sent: Promise<Result>): Promise<Result> {
  sent.catch(() => undefined);
  return sent;
}
