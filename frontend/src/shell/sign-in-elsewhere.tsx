import { useQuery } from '@tanstack/react-query';
import { optionsQuery } from '../features/account/api/options-query';
import { inApp } from '../shared/base-path';
import styles from './app-shell.module.css';

/**
 * The way over a provider leaves the page, which must stay as it is while a session has ended mid-work: so it is gone in
 * a tab of its own, and this one goes on when the person comes back to it. Nothing where there are no providers.
 */
export default function SignInElsewhere() {
  const { data } = useQuery(optionsQuery);
  if (!data?.providers.length) return null;
  return (
    <p className={styles.elsewhere}>
      <a href={inApp('/sign-in')} target="_blank" rel="noopener">
        {`Sign in with ${data.providers.map(({ name }) => name).join(' or ')} in a new tab`}
      </a>
      , and come back to this one.
    </p>
  );
}
