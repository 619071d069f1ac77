import { type RefObject, useRef } from 'react';
import { passwordRule, type Rule } from '../../../shared/account-forms/account-rules';
import { useAccountForm } from '../../../shared/account-forms/use-account-form';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { Dialog } from '../../../shared/ui/dialog';
import dialogStyles from '../../../shared/ui/form.module.css';
import { PasswordField } from '../../../shared/ui/password-field';
import { deleteAccount } from '../api/account';
import styles from './account.module.css';
import { ExportLink } from './export-link';

interface DeleteAccountDialogProps {
  userId: string;
  hasPassword: boolean | undefined;
  open: boolean;
  onClose: () => void;
  onDeleted: () => void | Promise<void>;
}

/** Says what goes, offers to keep a copy, and asks for the password where there is one. */
export function DeleteAccountDialog({ open, ...form }: DeleteAccountDialogProps) {
  const cancel = useRef<HTMLButtonElement>(null);
  return (
    <Dialog
      open={open}
      onOpenChange={(open) => !open && form.onClose()}
      title="Delete your account?"
      description="This deletes your account and all your projects, todos and labels. You cannot undo this."
      initialFocus={cancel}
    >
      <DeleteForm {...form} cancelRef={cancel} />
    </Dialog>
  );
}

interface DeleteFormProps extends Omit<DeleteAccountDialogProps, 'open'> {
  cancelRef: RefObject<HTMLButtonElement | null>;
}

function DeleteForm({ userId, hasPassword = true, onClose, onDeleted, cancelRef }: DeleteFormProps) {
  const rules: Record<string, Rule> = hasPassword ? { password: passwordRule } : {};
  const { formProps, field, message, busy } = useAccountForm(rules, async ({ password }) => {
    await deleteAccount(userId, password);
    await onDeleted();
  });
  return (
    <form {...formProps} className={dialogStyles.form}>
      <div className={styles.stack}>
        <p className={styles.text}>Download a copy first if you may need it later:</p>
        <ExportLink userId={userId}>Download everything as JSON</ExportLink>
      </div>
      {message && <Banner tone="danger">{message}</Banner>}
      {hasPassword && <PasswordField {...field('password')} label="Your password" autoComplete="current-password" />}
      <div className={dialogStyles.actions}>
        <Button ref={cancelRef} onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" variant="danger" loading={busy}>
          Delete account
        </Button>
      </div>
    </form>
  );
}
