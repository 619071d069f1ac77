import { sentenceOf } from '../../../shared/api/errors';
import { Button } from '../../../shared/ui/button';
import styles from './load-more.module.css';

interface LoadMoreProps {
  loading: boolean;
  failure: Error | null;
  loadMore: () => void;
}

/** The end of what is loaded. Usually more is there before anyone gets here; the button is for when it is not. */
export function LoadMore({ loading, failure, loadMore }: LoadMoreProps) {
  return (
    <div className={styles.more}>
      {failure && <p role="alert">{sentenceOf(failure)}</p>}
      <Button loading={loading} onClick={loadMore}>
        {failure ? 'Try again' : 'Show more'}
      </Button>
    </div>
  );
}
