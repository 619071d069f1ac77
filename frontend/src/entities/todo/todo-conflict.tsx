import { formatConflictValues } from '../../model/todos/conflict-formatters';
import type { Conflict } from '../../model/todos/conflicts';
import { ConflictNotice } from '../../shared/ui/conflict-notice';
import { useToday } from '../../shared/formatters/clock';

interface TodoConflictProps {
  conflict: Conflict;
  onResolve: (keepMine: boolean) => void;
}

/** Both versions of a todo; loaded when there are two. */
export default function TodoConflict({ conflict, onResolve }: TodoConflictProps) {
  return <ConflictNotice {...formatConflictValues(conflict, useToday())} onResolve={onResolve} />;
}
