import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { formatOAuthError } from './oauth-callback-error';

const GENERAL = formatOAuthError('UNEXPECTED');

it('has a sentence for each code of the contract', () => {
  const contract = readFileSync(`${import.meta.dirname}/../../../../contracts/account.yaml`, 'utf8');
  const description = /operationId: returnFromOidc[^]*?description: >-([^]*?)parameters:/.exec(contract)![1]!;
  const [, codes] = description.split('`error`');
  const named = [...codes!.matchAll(/`([A-Z_]+)`/g)].map(([, code]) => code!);
  expect(named).toContain('PROVIDER_NOT_LINKED');
  for (const code of named.filter((each) => each !== 'UNEXPECTED'))
    expect(formatOAuthError(code), code).not.toBe(GENERAL);
});

it('says something general about what anybody may have written there', () => {
  for (const code of ['FLEW_AWAY', 'constructor', '__proto__', '']) expect(formatOAuthError(code)).toBe(GENERAL);
});
