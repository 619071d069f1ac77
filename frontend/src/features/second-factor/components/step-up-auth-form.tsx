import { passwordRule } from '../../../shared/account-forms/account-rules';
import { useAccountForm } from '../../../shared/account-forms/use-account-form';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import dialogStyles from '../../../shared/ui/form.module.css';
import { PasswordField } from '../../../shared/ui/password-field';
import { useFirstFocus } from '../../../shared/ui/use-first-focus';
import type { StepUpAuth } from '../api/second-factor';

interface StepUpAuthFormProps {
  label: string;
  tone: 'primary' | 'danger';
  onProof: (proof: StepUpAuth) => Promise<void>;
  onCancel: () => void;
}

/** Asks for the password before something dangerous. */
export function StepUpAuthForm({ label, tone, onProof, onCancel }: StepUpAuthFormProps) {
  const password = useFirstFocus<HTMLInputElement>();
  const { formProps, field, message, busy } = useAccountForm({ password: passwordRule }, onProof);
  return (
    <form {...formProps} className={dialogStyles.form}>
      {message && <Banner tone="danger">{message}</Banner>}
      <PasswordField {...field('password')} ref={password} label="Your password" autoComplete="current-password" />
      <div className={dialogStyles.actions}>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant={tone} loading={busy}>
          {label}
        </Button>
      </div>
    </form>
  );
}
