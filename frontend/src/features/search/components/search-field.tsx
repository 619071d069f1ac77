import { MAX_SEARCH_LENGTH } from '@latch/domain/search/search-query';
import type { KeyboardEvent, RefObject } from 'react';
import { TextField } from '../../../shared/ui/text-field';

interface SearchFieldProps {
  typed: string;
  onType: (typed: string) => void;
  /** The field is left. */
  onLeave: () => void;
  /** On to the results. */
  onNext: () => void;
  field: RefObject<HTMLInputElement | null>;
}

/** Where one types what is searched for. Enter and the arrow down lead to the results. */
export function SearchField({ typed, onType, onLeave, onNext, field }: SearchFieldProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || !['Enter', 'ArrowDown'].includes(event.key)) return;
    event.preventDefault();
    onNext();
  };
  return (
    <TextField
      type="search"
      label="Search todos"
      ref={field}
      value={typed}
      onChange={({ target }) => onType(target.value)}
      onBlur={onLeave}
      onKeyDown={onKeyDown}
      status={typed.length >= MAX_SEARCH_LENGTH && `Only the first ${MAX_SEARCH_LENGTH} characters are searched for.`}
      maxLength={MAX_SEARCH_LENGTH}
      enterKeyHint="search"
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      dir="auto"
      translate="no"
    />
  );
}
