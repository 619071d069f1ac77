import type { Provider } from '../features/providers/api/linked-providers-query';
import { ProviderButtons } from '../features/providers/components/provider-buttons';
import styles from './page.module.css';

interface OtherWaysProps {
  providers: readonly Provider[] | undefined;
  next: string | undefined;
  invitation?: string;
}

/** The ways to an account without a password of its own. */
export function OtherWays({ providers, ...how }: OtherWaysProps) {
  if (!providers?.length) return null;
  return (
    <div className={styles.otherWays}>
      <p className={styles.or}>or</p>
      <ProviderButtons providers={providers} {...how} />
    </div>
  );
}
