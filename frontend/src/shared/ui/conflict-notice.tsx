import { ChoiceNotice } from './choice-notice';

interface ConflictNoticeProps {
  /** Each value that was chosen here, and the one that stands in its way. */
  mine: readonly string[];
  theirs: readonly string[];
  onResolve: (keepMine: boolean) => void;
}

/** Two versions side by side, until somebody chooses. */
export function ConflictNotice({ mine, theirs, onResolve }: ConflictNoticeProps) {
  return (
    <ChoiceNotice
      question="Also changed on another device. Which version do you want to keep?"
      versions={versionsOf(mine, theirs, onResolve)}
    />
  );
}

/** Both versions, each with the answer that keeps it: of several fields all at once. */
export function versionsOf(mine: readonly string[], theirs: readonly string[], onResolve: (keepMine: boolean) => void) {
  const all = mine.length > 1 ? 'all ' : '';
  const keep = { command: 'keepMine', label: `Keep ${all}mine`, onChoose: () => onResolve(true) } as const;
  const take = { command: 'keepTheirs', label: `Take ${all}theirs`, onChoose: () => onResolve(false) } as const;
  return [
    { name: 'Mine', values: mine, against: theirs, choice: keep },
    { name: 'Theirs', values: theirs, against: mine, choice: take },
  ];
}
