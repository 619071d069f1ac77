import { useState } from 'react';
import { emailRule, nameRule, newPasswordRule, setupCodeRule } from '../../../shared/account-forms/account-rules';
import styles from '../../../shared/account-forms/form.module.css';
import { useAccountForm } from '../../../shared/account-forms/use-account-form';
import { ApiError } from '../../../shared/api/errors';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { PasswordField } from '../../../shared/ui/password-field';
import { TextField, type TextFieldProps } from '../../../shared/ui/text-field';
import { type NewAccount, signUp } from '../api/sign-up';
import type { Session } from '../session';

interface SignUpFormProps {
  /** Whom it is for is known, then: an invitation is for one address alone. */
  invitation?: { token: string; email: string };
  /** The first account needs the set-up code; when that is not known, the server says so. */
  setupCodeNeeded?: boolean;
  onSignedIn: (session: Session) => void | Promise<void>;
  /** The address must be confirmed first; a mail went there. */
  onMailSent: (email: string) => void;
}

const RULES = { name: nameRule, email: emailRule, password: newPasswordRule };

/** Name, e-mail address and a new password; of the first account the set-up code, where there is one. */
export function SignUpForm({ invitation, setupCodeNeeded = false, onSignedIn, onMailSent }: SignUpFormProps) {
  const [isAsked, setIsAsked] = useState(false);
  const needsCode = setupCodeNeeded || isAsked;
  const { formProps, field, message, busy } = useAccountForm(
    { ...RULES, setupCode: needsCode ? setupCodeRule : () => undefined },
    async ({ setupCode, ...values }) => {
      const account: NewAccount = { ...values, name: values.name.trim(), email: values.email.trim() };
      if (invitation) account.invitation = invitation.token;
      if (needsCode) account.setupCode = setupCode.trim();
      const session = await signUp(account).catch((error: unknown) => {
        if (error instanceof ApiError && error.code === 'SETUP_CODE_NEEDED') setIsAsked(true);
        throw error;
      });
      if (session) await onSignedIn(session);
      else onMailSent(account.email);
    },
  );
  return (
    <form {...formProps} className={styles.form}>
      {message && <Banner tone="danger">{message}</Banner>}
      {needsCode && <SetupCodeField {...field('setupCode')} />}
      <TextField {...field('name')} label="Name" autoComplete="name" />
      <TextField
        {...field('email')}
        label="E-mail address"
        type="email"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={invitation?.email}
        readOnly={Boolean(invitation)}
        hint={invitation ? 'The invitation is for this address. You sign in with it.' : 'You sign in with it.'}
      />
      <PasswordField
        {...field('password')}
        label="Password"
        autoComplete="new-password"
        hint="At least 8 characters. A few words in a row are easy to remember."
      />
      <Button type="submit" variant="primary" wide loading={busy}>
        Create account
      </Button>
    </form>
  );
}

function SetupCodeField(field: Omit<TextFieldProps, 'label'>) {
  return (
    <TextField
      {...field}
      label="Set-up code"
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      hint={
        <>
          <code>npm run doctor</code> shows it, and so does the log of the auth server.
        </>
      }
    />
  );
}
