import { type Explanation, explainFilter } from '@latch/domain/filters/explain-filter';
import type { Filter } from '@latch/domain/filters/filter';
import type { FilterContext } from '@latch/domain/filters/filter-context';
import type { Todo } from '../../../model/todos/todo';
import { formatDay } from '../../../shared/formatters/days';
import { Dialog } from '../../../shared/ui/dialog';
import { CheckIcon, CloseIcon } from '../../../shared/ui/icons';
import { OwnText } from '../../../shared/ui/own-text';
import { VisuallyHidden } from '../../../shared/ui/visually-hidden';
import styles from './filter.module.css';

interface WhyDialogProps {
  todo: Todo;
  filter: Filter;
  context: FilterContext;
  onClose: () => void;
}

/** Why a todo is in a filter, clause by clause. */
export default function WhyDialog({ todo, filter, context, onClose }: WhyDialogProps) {
  const explained = explainFilter(filter, todo, context, (day) => formatDay(day, context.today));
  const isHere = explained.every(({ matches }) => matches);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={isHere ? 'Why is this here?' : 'Why is this not here?'}
      description={<OwnText>{todo.title}</OwnText>}
      size="wide"
    >
      <Parts parts={explained} />
    </Dialog>
  );
}

function Parts({ parts }: { parts: readonly Explanation[] }) {
  return (
    <ul className={styles.parts}>
      {parts.map(({ text, matches, because, parts: within }, index) => (
        // The parts of a filter stay where they are.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index} data-matches={matches}>
          {matches ? <CheckIcon size={16} aria-hidden="true" /> : <CloseIcon size={16} aria-hidden="true" />}
          <div>
            <VisuallyHidden>{matches ? 'Met: ' : 'Not met: '}</VisuallyHidden>
            <code translate="no">{text}</code>
            <p dir="auto">{because}</p>
            {within.length > 0 && <Parts parts={within} />}
          </div>
        </li>
      ))}
    </ul>
  );
}
