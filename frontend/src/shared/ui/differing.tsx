import { Fragment } from 'react';
import { differingParts } from './differing-parts';
import styles from './choice-notice.module.css';

/** A text in which what differs from another one is marked, as long as they have most in common. */
export function Differing({ text, from = text }: { text: string; from: string | undefined }) {
  return differingParts(text, from).map(({ text: part, differs }, index) => {
    // The order is all that tells the parts apart.
    const key = `${index} ${part}`;
    return (
      <Fragment key={key}>{differs ? <mark className={styles.different}>{part}</mark> : <span>{part}</span>}</Fragment>
    );
  });
}
