import { useState } from 'react';
import { nameRule } from '../../../shared/account-forms/account-rules';
import { useAccountForm } from '../../../shared/account-forms/use-account-form';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { TextField } from '../../../shared/ui/text-field';
import { updateName, type User } from '../api/account';
import styles from './account.module.css';

interface NameFormProps {
  user: User;
  onChanged: (user: User) => void | Promise<void>;
}

/** How one is called. */
export function NameForm({ user, onChanged }: NameFormProps) {
  const [saved, setSaved] = useState(false);
  const { formProps, field, message, busy } = useAccountForm({ name: nameRule }, async ({ name }) => {
    await onChanged(await updateName(user.id, name.trim()));
    setSaved(true);
  });
  return (
    <form {...formProps} className={styles.form} onInput={() => setSaved(false)}>
      {message && <Banner tone="danger">{message}</Banner>}
      <TextField
        {...field('name')}
        label="Your name"
        autoComplete="name"
        defaultValue={user.name ?? ''}
        status={saved && 'Saved.'}
      />
      <div className={styles.buttons}>
        <Button type="submit" loading={busy}>
          Save name
        </Button>
      </div>
    </form>
  );
}
