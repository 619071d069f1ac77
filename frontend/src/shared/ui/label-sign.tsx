import { LabelIcon } from './icons';

export interface LabelSignProps {
  /** A colour's name, as in `--mark-…` of tokens.css. */
  colour: string;
  size?: number;
}

/** The tag of a label, wherever one is named: projects have a dot. For the eye alone. */
export function LabelSign({ colour, size = 16 }: LabelSignProps) {
  return <LabelIcon size={size} aria-hidden="true" style={{ color: `var(--mark-${colour})`, flex: 'none' }} />;
}
