import { act, renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError, OutageError } from '../../shared/api/errors';
import { callPasskeyOff, offersPasskeysInFields } from '../../shared/passkeys/ceremony';
import { PasskeyError } from '../../shared/passkeys/passkey-error';
import { ada } from '../../testing/fake-account';
import { signInWithPasskey } from './api/sign-in';
import { usePasskeysInFields } from './use-passkeys-in-fields';

vi.mock('./api/sign-in');
vi.mock('../../shared/passkeys/ceremony');

const signIn = vi.mocked(signInWithPasskey);
const refused = new ApiError(401, { error_code: 'PASSKEY_REFUSED', message: 'Not known here.', detail: null });
const forever = new Promise<never>(() => {});

beforeEach(() => {
  vi.mocked(offersPasskeysInFields).mockResolvedValue(true);
  vi.mocked(callPasskeyOff).mockReset().mockResolvedValue(undefined);
  signIn.mockReset().mockReturnValue(forever);
});
afterEach(() => vi.useRealTimers());

function offer() {
  const onSignedIn = vi.fn();
  const hook = renderHook(({ wanted }) => usePasskeysInFields(wanted, onSignedIn), { initialProps: { wanted: true } });
  return { onSignedIn, ...hook };
}

describe('usePasskeysInFields', () => {
  it('signs in with what is chosen among the addresses', async () => {
    signIn.mockResolvedValueOnce(ada);
    const { onSignedIn } = offer();
    await waitFor(() => expect(onSignedIn).toHaveBeenCalledWith(ada));
    expect(signIn).toHaveBeenCalledExactlyOnceWith({ inFields: true });
  });

  it('asks nobody where the browser offers none', async () => {
    vi.mocked(offersPasskeysInFields).mockResolvedValue(false);
    offer();
    await act(async () => {});
    expect(signIn).not.toHaveBeenCalled();
  });

  it('says that a passkey is refused, and offers again', async () => {
    signIn.mockRejectedValueOnce(refused);
    const { result } = offer();
    await waitFor(() => expect(result.current.message).toBe('Not known here.'));
    expect(signIn).toHaveBeenCalledTimes(2);
  });

  it('tells nobody of what they did not ask for', async () => {
    signIn.mockRejectedValueOnce(new OutageError());
    const { result } = offer();
    await waitFor(() => expect(signIn).toHaveBeenCalledOnce());
    await act(async () => {});
    expect(result.current.message).toBeUndefined();
    expect(signIn).toHaveBeenCalledOnce();
  });

  it('asks anew before what is to be signed is too old', async () => {
    vi.useFakeTimers();
    let endIt: (error: Error) => void = () => undefined;
    signIn.mockReturnValueOnce(new Promise((_, reject) => (endIt = reject)));
    vi.mocked(callPasskeyOff).mockImplementation(() => Promise.resolve(endIt(new PasskeyError('called-off'))));
    offer();
    await vi.advanceTimersByTimeAsync(3 * 60_000);
    expect(signIn).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(signIn).toHaveBeenCalledTimes(2);
  });

  it('ends with the page, and while a button asks', async () => {
    const { rerender, unmount } = offer();
    await waitFor(() => expect(signIn).toHaveBeenCalledOnce());
    rerender({ wanted: false });
    expect(callPasskeyOff).toHaveBeenCalledOnce();
    rerender({ wanted: true });
    await waitFor(() => expect(signIn).toHaveBeenCalledTimes(2));
    unmount();
    expect(callPasskeyOff).toHaveBeenCalledTimes(2);
  });
});
