import { conflictWords } from '../../../model/todos/conflict-words';
import type { Conflict } from '../../../model/todos/conflicts';
import { ConflictNotice } from '../../../shared/ui/conflict-notice';
import { useToday } from '../../../shared/words/clock';

interface TodoConflictProps {
  conflict: Conflict;
  onResolve: (keepMine: boolean) => void;
}

/** Both versions of a todo; loaded when there are two. */
export default function TodoConflict({ conflict, onResolve }: TodoConflictProps) {
  return <ConflictNotice {...conflictWords(conflict, useToday())} onResolve={onResolve} />;
}
