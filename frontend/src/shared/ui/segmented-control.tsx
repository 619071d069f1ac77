import { type MouseEvent, useId } from 'react';
import styles from './segmented-control.module.css';

interface Segment<Value extends string> {
  value: Value;
  label: string;
  /** How many there are of it. */
  count?: number;
  /** Makes it a link that can be opened in a tab of its own. */
  href?: string;
}

export interface SegmentedControlProps<Value extends string> {
  /** What is chosen by it; said, not shown. */
  label: string;
  options: readonly Segment<Value>[];
  value: Value;
  onChange: (value: Value) => void;
}

/** One of a few. Radio buttons, or links when each choice has an address. */
export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
  return props.options.every((option) => option.href) ? <Links {...props} /> : <Radios {...props} />;
}

function Radios<Value extends string>({ label, options, value, onChange }: SegmentedControlProps<Value>) {
  const name = useId();
  return (
    <div className={styles.group} role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value} className={styles.option}>
          <input
            type="radio"
            className={styles.input}
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <Label {...option} />
        </label>
      ))}
    </div>
  );
}

function Links<Value extends string>({ label, options, value, onChange }: SegmentedControlProps<Value>) {
  const follow = (event: MouseEvent, chosen: Value) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onChange(chosen);
  };
  return (
    <nav className={styles.group} aria-label={label}>
      {options.map((option) => (
        <a
          key={option.value}
          className={styles.option}
          href={option.href}
          aria-current={option.value === value ? 'page' : undefined}
          onClick={(event) => follow(event, option.value)}
        >
          <Label {...option} />
        </a>
      ))}
    </nav>
  );
}

function Label({ label, count }: { label: string; count?: number }) {
  return (
    <>
      <span>{label}</span>
      {count !== undefined && <span className={styles.count}>{` ${count}`}</span>}
    </>
  );
}
