import { useState } from 'react';
import { useButtonMutation } from '../../shared/account-forms/use-button-mutation';
import { announce } from '../../shared/ui/announcements';
import {
  type AuthenticatorSetUp,
  forgetTrusted,
  renewRecoveryCodes,
  setUpAuthenticator,
  type StepUpAuth,
  turnOff,
  turnOnWithPasskeys,
} from './api/second-factor';
import type { Matter } from './two-step-messages';

/** What the dialog shows: whose password, the secret of an app, or recovery codes. */
export type Step =
  | { at: 'password'; matter: Matter }
  | { at: 'scan'; setUp: AuthenticatorSetUp }
  | { at: 'codes'; codes: readonly string[] };

interface TwoStep {
  userId: string;
  hasPassword: boolean;
  lookAgain: () => Promise<unknown>;
}

/** Turning two-step sign-in on and off, and what belongs to it, step by step. */
export function useTwoStep({ userId, hasPassword, lookAgain }: TwoStep) {
  const [step, setStep] = useState<Step>();
  const [open, setOpen] = useState(false);
  const { busy, message, mutate } = useButtonMutation<Matter | 'forget'>(lookAgain);

  const show = (next: Step) => {
    setStep(next);
    setOpen(true);
  };
  const close = () => {
    setOpen(false);
    void lookAgain();
  };
  const prove = async (matter: Matter, proof: StepUpAuth): Promise<void> => {
    if (matter === 'app') return show({ at: 'scan', setUp: await setUpAuthenticator(userId, proof) });
    if (matter === 'passkeys') return show({ at: 'codes', codes: await turnOnWithPasskeys(userId, proof) });
    if (matter === 'codes') return show({ at: 'codes', codes: await renewRecoveryCodes(userId, proof) });
    await turnOff(userId, proof);
    announce('Two-step sign-in is off.');
    close();
  };
  const confirmed = ({ recoveryCodes }: AuthenticatorSetUp) => {
    announce('Two-step sign-in is on.');
    if (recoveryCodes) show({ at: 'codes', codes: recoveryCodes });
    else close();
  };

  return {
    step,
    open,
    busy,
    message,
    close,
    prove,
    confirmed,
    /** Asks for the password first, of an account that has one; one without must have signed in a moment ago. */
    begin: (matter: Matter) => {
      if (hasPassword) return show({ at: 'password', matter });
      void mutate(matter, async () => {
        await prove(matter, {});
        return '';
      });
    },
    forget: () =>
      void mutate('forget', async () => {
        const count = await forgetTrusted(userId);
        return count === 1 ? '1 browser is asked again.' : `${count} browsers are asked again.`;
      }),
  };
}
