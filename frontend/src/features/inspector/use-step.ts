import type { StepChange } from '@latch/domain/filters/filter-steps';
import type { Todo } from '../../model/todos/todo';
import { useTodoActions } from '../../model/todos/use-todo-actions';

/** Makes the change of a step, as it is made anywhere else: it is undone like others. */
export function useStep(userId: string): (todo: Todo, change: StepChange) => void {
  const { move, setLabels, setPriority, setDate, setCompleted } = useTodoActions(userId);
  return (todo, change) => {
    switch (change.kind) {
      case 'place':
        return move(todo, { projectId: change.projectId });
      case 'section':
        return move(todo, { sectionId: change.sectionId });
      case 'labels':
        return setLabels(todo, change);
      case 'priority':
        return setPriority(todo, change.priority);
      case 'date':
        return setDate(todo, change.field, change.date);
      default:
        return setCompleted(todo, change.completed);
    }
  };
}
