import { Suspense } from 'react';
import { authenticatorCodeRule } from '../../../shared/account-forms/account-rules';
import { CodeField } from '../../../shared/account-forms/code-field';
import { useAccountForm } from '../../../shared/account-forms/use-account-form';
import { ApiError } from '../../../shared/api/errors';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { CopyButton } from '../../../shared/ui/copy-button';
import dialogStyles from '../../../shared/ui/form.module.css';
import { lazyOverlay } from '../../../shared/ui/overlays';
import { useFirstFocus } from '../../../shared/ui/use-first-focus';
import { type AuthenticatorSetUp, confirmAuthenticator } from '../api/second-factor';
import styles from './second-factor.module.css';

const QrCode = lazyOverlay(() => import('./qr-code'));

interface SetUpFormProps {
  userId: string;
  setUp: AuthenticatorSetUp;
  onConfirmed: () => void;
  onCancel: () => void;
}

/** Gives the secret to an authenticator app, and asks for a code of it to see that it arrived. */
export function SetUpForm({ userId, setUp: { uri, secret }, onConfirmed, onCancel }: SetUpFormProps) {
  const code = useFirstFocus<HTMLInputElement>();
  const { formProps, field, message, busy } = useAccountForm({ code: authenticatorCodeRule }, async (values) => {
    await confirmAuthenticator(userId, values.code.trim()).catch(passWhenOn);
    onConfirmed();
  });
  return (
    <form {...formProps} className={dialogStyles.form}>
      <div className={styles.picture}>
        <Suspense fallback={null}>
          <QrCode text={uri} label="QR code for your authenticator app" />
        </Suspense>
      </div>
      <div className={styles.secretLine}>
        <div>
          <p className={styles.about}>Or type this secret into the app:</p>
          <p className={styles.secret}>{inFours(secret)}</p>
        </div>
        <CopyButton text={secret}>Copy</CopyButton>
      </div>
      {message && <Banner tone="danger">{message}</Banner>}
      <CodeField {...field('code')} ref={code} hint="Enter the six digits that the app shows." />
      <div className={dialogStyles.actions}>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" loading={busy}>
          Turn on
        </Button>
      </div>
    </form>
  );
}

/** An answer that was lost on its way is no failure. */
function passWhenOn(error: unknown): void {
  if (!(error instanceof ApiError && error.code === 'SECOND_FACTOR_ON')) throw error;
}

function inFours(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? '';
}
