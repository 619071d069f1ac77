import { z } from 'zod';
import { checkedBy, token } from '../validation/fields.js';
import { appPage } from './app-page.js';
import { PROVIDER_IDS } from './provider-settings.js';

const LONGEST_PAGE = 2000;

const provider = z.enum(PROVIDER_IDS, 'Choose one of those that are offered.');

const next = z.string('Say which page.').transform((text, context) => {
  const page = text.length <= LONGEST_PAGE ? appPage(text) : undefined;
  if (page !== undefined) return page;
  context.addIssue({ code: 'custom', message: 'Choose a page of Latch.' });
  return z.NEVER;
});

/** What is sent by whoever wants to use a provider. @see contracts/account.yaml */
export const providerBodies = {
  signIn: checkedBy(z.strictObject({ provider, next: next.optional(), invitation: token.optional() })),
  alone: checkedBy(z.strictObject({ provider })),
};
