import { useOutage } from '../../../shared/api/connection';
import { isOutage, sentenceOf } from '../../../shared/api/errors';
import { MoreOnScroll, type MoreOnScrollProps } from '../../../shared/ui/more-on-scroll';
import styles from './search.module.css';

interface OlderNoteProps extends MoreOnScrollProps {
  failureReason: Error | null;
}

/** Says how far the search on the server got, and goes on with it. */
export function OlderNote({ failureReason, ...older }: OlderNoteProps) {
  const outage = useOutage() ?? (isOutage(failureReason) ? failureReason : null);
  const failure = outage ?? failureReason;
  return (
    <>
      <output className={styles.note}>
        {failure ? notSearched(failure) : older.isFetching && 'Searching older completed todos…'}
      </output>
      {!failure && <MoreOnScroll {...older} />}
    </>
  );
}

function notSearched(failure: Error): string {
  const reason = isOutage(failure) && !navigator.onLine ? 'You are offline.' : sentenceOf(failure);
  return `${reason} Older completed todos, which only the server has, are not searched. All others are.`;
}
