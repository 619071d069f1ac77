import type { FilterError } from '@latch/domain/filters/filter';
import type { KeyboardEvent, RefObject } from 'react';
import { writingCommand } from '../../../shared/keys/key-bindings';
import { Button } from '../../../shared/ui/button';
import { TextField } from '../../../shared/ui/text-field';
import { useDelayedText } from '../../../shared/ui/use-delayed-text';
import styles from './filter.module.css';

interface FilterFieldProps {
  /** What is read. */
  query: string;
  onQuery: (query: string) => void;
  errors: readonly FilterError[];
  /** What matches nothing, though it is no error. */
  problems: readonly FilterError[];
  /** Filters that would be right instead. */
  offers: readonly string[];
  field: RefObject<HTMLInputElement | null>;
}

/** Where the text of a filter is typed, and what is wrong with it. */
export function FilterField({ query, onQuery, errors, problems, offers, field }: FilterFieldProps) {
  const { typed, send, field: input } = useDelayedText(query, onQuery, { tidy });
  const isRead = typed.trim() === query;
  const change = (text: string) => {
    send(text);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (writingCommand(event) === 'save' && !event.nativeEvent.isComposing) send();
  };
  const error = isRead ? errors.map(({ message }) => message).join(' ') : '';
  return (
    <div className={styles.filter}>
      <TextField
        label="Filter"
        {...input}
        ref={field}
        onKeyDown={onKeyDown}
        error={error || undefined}
        hint="Join conditions with & (and), | (or) and ! (not)."
        status={isRead ? problems.map(({ message }) => message).join(' ') : undefined}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        dir="auto"
        translate="no"
      />
      {isRead && <Corrections query={query} errors={[...errors, ...problems]} offers={offers} onPick={change} />}
    </div>
  );
}

const tidy = (text: string) => text.trim();

interface CorrectionsProps {
  query: string;
  errors: readonly FilterError[];
  offers: readonly string[];
  onPick: (query: string) => void;
}

/** The text with the places that are wrong, and what would be right. */
function Corrections({ query, errors, offers, onPick }: CorrectionsProps) {
  if (errors.length === 0) return null;
  return (
    <>
      <p className={styles.places} translate="no" dir="auto" aria-hidden="true">
        {withPlaces(query, errors)}
      </p>
      {offers.map((offer) => (
        <Button key={offer} onClick={() => onPick(offer)}>
          Use <bdi translate="no">{offer}</bdi>
        </Button>
      ))}
    </>
  );
}

function withPlaces(query: string, errors: readonly FilterError[]) {
  let at = 0;
  const parts = errors.map(({ start, end }, index) => {
    const from = Math.max(start, at);
    const before = query.slice(at, from);
    at = Math.max(end, from);
    return (
      // oxlint-disable-next-line react/no-array-index-key -- several may stand at one place
      <span key={`${start} ${end} ${index}`}>
        {before}
        <mark className={start === end ? styles.gap : undefined}>{query.slice(from, at)}</mark>
      </span>
    );
  });
  return [...parts, query.slice(at)];
}
