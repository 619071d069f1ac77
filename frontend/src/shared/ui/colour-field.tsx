import { useId } from 'react';
import styles from './colour-field.module.css';

export interface ColourFieldProps<Colour extends string> {
  label: string;
  /** Names of `--mark-…` in tokens.css. */
  colours: readonly Colour[];
  value: Colour;
  onChange: (colour: Colour) => void;
}

/** Chooses a colour, by its name for who cannot tell them apart. */
export function ColourField<Colour extends string>({ label, colours, value, onChange }: ColourFieldProps<Colour>) {
  const name = useId();
  return (
    <fieldset className={styles.field}>
      <legend className={styles.label}>
        <span>{`${label}: `}</span>
        <span className={styles.chosen}>{value}</span>
      </legend>
      <div className={styles.colours}>
        {colours.map((colour) => (
          <label key={colour} className={styles.colour} title={colour}>
            <input
              type="radio"
              className={styles.input}
              name={name}
              aria-label={colour}
              checked={colour === value}
              onChange={() => onChange(colour)}
            />
            <span className={styles.swatch} style={{ color: `var(--mark-${colour})` }} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
