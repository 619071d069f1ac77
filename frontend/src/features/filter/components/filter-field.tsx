import type { FilterError } from '@latch/domain/filters/filter';
import { type KeyboardEvent, type RefObject, useEffect, useState } from 'react';
import { writingCommand } from '../../../shared/keys/key-bindings';
import { Button } from '../../../shared/ui/button';
import { TextField } from '../../../shared/ui/text-field';
import styles from './filter.module.css';

/** Milliseconds without a key after which what is typed is read. */
const PAUSE_MS = 300;

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
  const { typed, setTyped, send } = useTyped(query, onQuery);
  const isRead = typed.trim() === query;
  const change = (text: string) => {
    send(text);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (writingCommand(event) === 'save' && !event.nativeEvent.isComposing) send(typed);
  };
  const error = isRead ? errors.map(({ message }) => message).join(' ') : '';
  return (
    <div className={styles.filter}>
      <TextField
        label="Filter"
        ref={field}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={() => send(typed)}
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

/** What is typed, which is read after a pause, on Enter, and when the field is left. */
function useTyped(query: string, onQuery: (query: string) => void) {
  const [typed, setTyped] = useState(query);
  const [sent, setSent] = useState(query);
  const [known, setKnown] = useState(query);
  if (query !== known) {
    setKnown(query);
    // It came from elsewhere: the history of the browser, an example, or the builder.
    if (query !== sent) {
      setTyped(query);
      setSent(query);
    }
  }
  const send = (text: string) => {
    setTyped(text);
    setSent(text.trim());
    if (text.trim() !== query) onQuery(text.trim());
  };
  useEffect(() => {
    if (typed.trim() === query) return undefined;
    const timer = setTimeout(() => send(typed), PAUSE_MS);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react/exhaustive-deps -- a pause begins with what is typed
  }, [typed]);
  return { typed, setTyped, send };
}

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
