import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { emailRule } from '../../../shared/account-forms/account-rules';
import { useAccountForm } from '../../../shared/account-forms/use-account-form';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { TextField } from '../../../shared/ui/text-field';
import { type Invited, invite } from '../api/invite';
import { peopleQueries } from '../api/people-queries';
import { InvitationLink } from './invitation-link';
import { OwnText } from '../../../shared/ui/own-text';
import styles from './people.module.css';

/** Invites somebody by e-mail, or by a link to hand over. */
export function InviteForm({ userId }: { userId: string }) {
  const client = useQueryClient();
  const [invited, setInvited] = useState<Invited>();
  const { formProps, field, message, busy } = useAccountForm({ email: emailRule }, async ({ email }, reset) => {
    setInvited(await invite(userId, email.trim()));
    reset();
    await client.invalidateQueries({ queryKey: peopleQueries.all(userId) });
  });
  return (
    <>
      <form {...formProps} className={styles.form} onInput={() => setInvited(undefined)}>
        {message && <Banner tone="danger">{message}</Banner>}
        <TextField
          {...field('email')}
          label="E-mail address"
          type="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          hint="The invitation is valid for seven days and for one account."
        />
        <div>
          <Button type="submit" loading={busy}>
            Invite
          </Button>
        </div>
      </form>
      <output className={styles.said}>{invited && <Outcome invited={invited} />}</output>
      {invited?.link && <InvitationLink key={invited.link} email={invited.invitation.email} link={invited.link} />}
    </>
  );
}

function Outcome({ invited: { invitation, link } }: { invited: Invited }) {
  const email = <OwnText className={styles.strong}>{invitation.email}</OwnText>;
  if (link) return <>{email} is invited. Latch sent no mail: pass this link on yourself. It is shown only once.</>;
  return <>A mail is on its way to {email}.</>;
}
