import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { type Provider, type ProviderSignIn, signInWithProvider } from '../api/providers';
import { useStartOAuth } from '../use-start-oauth';
import styles from './providers.module.css';

interface ProviderButtonsProps extends Omit<ProviderSignIn, 'provider'> {
  providers: readonly Provider[];
  /** For tests, where the browser stays. */
  leave?: (url: string) => void;
}

/** The ways to sign in by an account elsewhere; nothing where there are none. */
export function ProviderButtons({ providers, leave, ...how }: ProviderButtonsProps) {
  const { asking, leavingFor, message, start } = useStartOAuth(leave);
  if (providers.length === 0) return null;
  return (
    <div className={styles.ways}>
      {message && <Banner tone="danger">{message}</Banner>}
      {providers.map(({ id, name }) => (
        <Button
          key={id}
          wide
          loading={asking === id}
          onClick={() => void start(id, () => signInWithProvider({ provider: id, ...how }))}
        >
          {leavingFor === id ? `Opening ${name}…` : `Continue with ${name}`}
        </Button>
      ))}
    </div>
  );
}
