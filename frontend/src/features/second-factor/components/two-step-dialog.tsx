import { Dialog } from '../../../shared/ui/dialog';
import { CODES, MATTERS, SCAN } from '../two-step-messages';
import type { Step, useTwoStep } from '../use-two-step';
import { StepUpAuthForm } from './step-up-auth-form';
import { RecoveryCodes } from './recovery-codes';
import { SetUpForm } from './set-up-form';

interface TwoStepDialogProps {
  userId: string;
  step: Step;
  twoStep: ReturnType<typeof useTwoStep>;
}

/** One dialog for all steps. A stray press outside closes it only where nothing would be lost. */
export function TwoStepDialog({ userId, step, twoStep }: TwoStepDialogProps) {
  const { open, close } = twoStep;
  const { title, description } = wordsOf(step);
  return (
    <Dialog
      open={open}
      onOpenChange={(open) => !open && close()}
      title={title}
      description={description}
      dismissible={step.at === 'password'}
    >
      <Content userId={userId} step={step} twoStep={twoStep} />
    </Dialog>
  );
}

function wordsOf(step: Step) {
  if (step.at === 'password') return MATTERS[step.matter];
  return step.at === 'scan' ? SCAN : CODES;
}

function Content({ userId, step, twoStep: { close, prove, confirmed } }: TwoStepDialogProps) {
  if (step.at === 'codes') return <RecoveryCodes codes={step.codes} onKept={close} />;
  if (step.at === 'scan')
    return <SetUpForm userId={userId} setUp={step.setUp} onConfirmed={() => confirmed(step.setUp)} onCancel={close} />;
  const { label, tone } = MATTERS[step.matter];
  return <StepUpAuthForm label={label} tone={tone} onProof={(proof) => prove(step.matter, proof)} onCancel={close} />;
}
