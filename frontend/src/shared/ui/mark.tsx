import { LabelIcon } from './icons';
import styles from './mark.module.css';

export interface MarkProps {
  /** A colour's name, as in `--mark-…` of tokens.css. */
  colour: string;
}

/** The dot of a project's colour. For the eye alone: its name stands beside it. */
export function Mark({ colour }: MarkProps) {
  return <span className={styles.mark} style={{ color: `var(--mark-${colour})` }} aria-hidden="true" />;
}

export interface LabelSignProps {
  /** A colour's name, as in `--mark-…` of tokens.css. */
  colour: string;
  size?: number;
}

/** The tag of a label, wherever one is named: projects have a dot. For the eye alone. */
export function LabelSign({ colour, size = 16 }: LabelSignProps) {
  return <LabelIcon size={size} aria-hidden="true" style={{ color: `var(--mark-${colour})`, flex: 'none' }} />;
}
