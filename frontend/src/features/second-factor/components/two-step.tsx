import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sentenceOf } from '../../../shared/api/errors';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { ConfirmDialog } from '../../../shared/ui/confirm-dialog';
import { Skeleton } from '../../../shared/ui/skeleton';
import { secondFactorQuery } from '../api/second-factor';
import { MATTERS } from '../two-step-messages';
import { useTwoStep } from '../use-two-step';
import styles from './second-factor.module.css';
import { TwoStepOff, TwoStepOn } from './two-step-state';
import { TwoStepDialog } from './two-step-dialog';

interface TwoStepProps {
  userId: string;
  /** Whether the account has one, to be asked for. */
  hasPassword: boolean;
  /** Brings what is shown up to date. */
  onChanged: () => Promise<unknown>;
}

/** Whether signing in takes a second step, and what of it there is. */
export function TwoStep({ userId, hasPassword, onChanged }: TwoStepProps) {
  const { data, error, isPending, refetch } = useQuery(secondFactorQuery(userId));
  const twoStep = useTwoStep({ userId, hasPassword, lookAgain: onChanged });
  const { step, busy, message, begin, forget } = twoStep;
  const [asking, ask] = useState(false);
  if (isPending) return <Skeleton lines={2} />;
  if (!data)
    return <Banner action={<Button onClick={() => void refetch()}>Try again</Button>}>{sentenceOf(error)}</Banner>;
  // The dialog asks whether it is meant, where there is a password to ask for.
  const turnOff = () => (hasPassword ? begin('off') : ask(true));
  return (
    <div className={styles.stack}>
      {message && <Banner tone="danger">{message}</Banner>}
      {data.enabled ? (
        <TwoStepOn state={data} busy={busy} onBegin={begin} onForget={forget} onTurnOff={turnOff} />
      ) : (
        <TwoStepOff passkeys={data.passkeys} busy={busy} onBegin={begin} />
      )}
      {step && <TwoStepDialog userId={userId} step={step} twoStep={twoStep} />}
      <ConfirmDialog
        open={asking}
        onOpenChange={ask}
        title={MATTERS.off.title}
        confirmLabel={MATTERS.off.label}
        onConfirm={() => begin('off')}
      >
        {MATTERS.off.description}
      </ConfirmDialog>
    </div>
  );
}
