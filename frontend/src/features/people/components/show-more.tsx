import { sentenceOf } from '../../../shared/api/errors';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import styles from './people.module.css';

interface Pages {
  error: Error | null;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage: () => Promise<unknown>;
}

/** The way to the next page of a list, where there is one. */
export function ShowMore({ query }: { query: Pages }) {
  return (
    <>
      {query.isFetchNextPageError && <Banner tone="danger">{sentenceOf(query.error)}</Banner>}
      {query.hasNextPage && (
        <div className={styles.more}>
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}
