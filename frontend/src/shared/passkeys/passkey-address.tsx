import type { components } from '@latch/contracts/account';
import { BASE_PATH } from '../base-path';

type Options = Pick<components['schemas']['Options'], 'address' | 'passkeys'>;

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * The address at which there can be passkeys, where this page is at another one: a browser gives those of `localhost` to no
 * page of `127.0.0.1`. Undefined where there can be some here, or nowhere that can be reached from here.
 */
export function otherPasskeyAddress(options: Options | undefined, here: string = location.href): string | undefined {
  if (!options?.passkeys) return undefined;
  const [wanted, page] = [new URL(options.address), new URL(here)];
  if (wanted.hostname === page.hostname) return undefined;
  // What is called localhost there is another machine than this one.
  if (LOOPBACK.test(wanted.hostname) && !LOOPBACK.test(page.hostname)) return undefined;
  return options.address;
}

/** Why there is no way to use passkeys here, and the way to the same page where there is one. */
export function PasskeysElsewhere({ address }: { address: string }) {
  const { pathname, search } = location;
  return (
    <p>
      Passkeys do not work at this address. To use them, open{' '}
      <a href={address + pathname.slice(BASE_PATH.length) + search}>{new URL(address).host}</a>.
    </p>
  );
}
