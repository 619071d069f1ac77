import { type RenderHookResult, renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { onSessionEnded } from '../../shared/api/session-events';
import { ada, type FakeAccount, grace, serveAccount } from '../../testing/fake-account';
import { useSessionWatch } from './use-session-watch';

const comeBack = () => document.dispatchEvent(new Event('visibilitychange'));
const ended = vi.fn();
const found = vi.fn();
let stop: () => void;
let account: FakeAccount;
let hook: RenderHookResult<void, { isEnded: boolean }>;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  account = serveAccount(ada);
  ended.mockClear();
  found.mockClear();
  stop = onSessionEnded(ended);
  hook = renderHook(({ isEnded }) => useSessionWatch(isEnded, found), {
    initialProps: { isEnded: false as boolean },
  });
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});
const aWhileLater = () => vi.setSystemTime(Date.now() + 120_000);

describe('useSessionWatch', () => {
  it('looks when the person comes back after a while, and not when they only glanced away', async () => {
    comeBack();
    expect(account.asked).toBe(0);
    aWhileLater();
    comeBack();
    await waitFor(() => expect(found).toHaveBeenCalledExactlyOnceWith(ada.user));
    expect(ended).not.toHaveBeenCalled();
  });

  it('says that the session has ended when it has', async () => {
    account.session = null;
    aWhileLater();
    comeBack();
    await waitFor(() => expect(ended).toHaveBeenCalledOnce());
    expect(found).not.toHaveBeenCalled();
  });

  it('looks at every return once the session has ended, as the person may have signed in elsewhere', async () => {
    hook.rerender({ isEnded: true });
    account.session = null;
    comeBack();
    await waitFor(() => expect(account.asked).toBe(1));
    account.session = ada;
    comeBack();
    await waitFor(() => expect(found).toHaveBeenCalledExactlyOnceWith(ada.user));
  });

  it('takes an outage for no answer', async () => {
    account.mood = 'unavailable';
    aWhileLater();
    comeBack();
    await waitFor(() => expect(account.asked).toBe(1));
    account.mood = 'well';
    aWhileLater();
    comeBack();
    await waitFor(() => expect(found).toHaveBeenCalledExactlyOnceWith(ada.user));
    expect(ended).not.toHaveBeenCalled();
  });

  it('says who else is signed in now', async () => {
    account.session = grace;
    aWhileLater();
    comeBack();
    await waitFor(() => expect(found).toHaveBeenCalledExactlyOnceWith(grace.user));
    expect(ended).not.toHaveBeenCalled();
  });

  it('looks when another tab tells of a sign-in', async () => {
    const otherTab = new BroadcastChannel('latch.session');
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin and takes none
    otherTab.postMessage('changed');
    await waitFor(() => expect(found).toHaveBeenCalledExactlyOnceWith(ada.user));
    otherTab.close();
  });
});
