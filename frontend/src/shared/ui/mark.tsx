import styles from './mark.module.css';

export interface MarkProps {
  /** A colour's name, as in `--mark-…` of tokens.css. */
  colour: string;
}

/** The dot of a project's colour. For the eye alone: its name stands beside it. */
export function Mark({ colour }: MarkProps) {
  return <span className={styles.mark} style={{ color: `var(--mark-${colour})` }} aria-hidden="true" />;
}
