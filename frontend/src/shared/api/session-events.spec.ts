import { describe, expect, it, vi } from 'vitest';
import { FakeLatch } from '../../testing/fake-latch';
import { ApiError } from './errors';
import {
  confirmSessionFirst,
  onSessionEnded,
  reportSessionEnded,
  reportSessionRestored,
  reportSignedOut,
  SessionReplacedError,
  whileSignedIn,
} from './session-events';

const signedOut = () => new ApiError(401, FakeLatch.refusals.signedOut.body);

/** A request that is refused until somebody signs in. */
function aRequest(refusals = 1) {
  const send = vi.fn<() => Promise<string>>();
  for (let one = 0; one < refusals; one += 1) send.mockRejectedValueOnce(signedOut());
  return send.mockResolvedValue('sent');
}

describe('onSessionEnded', () => {
  it('is told once, however many requests find out', () => {
    const listener = vi.fn<() => void>();
    onSessionEnded(listener);

    reportSessionEnded();
    reportSessionEnded();

    expect(listener).toHaveBeenCalledOnce();
  });

  it('is told at once when it came late', () => {
    reportSessionEnded();
    const listener = vi.fn<() => void>();

    onSessionEnded(listener);

    expect(listener).toHaveBeenCalledOnce();
  });

  it('is told again of the next ending', () => {
    const listener = vi.fn<() => void>();
    onSessionEnded(listener);

    reportSessionEnded();
    reportSessionRestored('ada');
    reportSessionEnded();

    expect(listener).toHaveBeenCalledTimes(2);
  });
});

describe('whileSignedIn', () => {
  it('sends the same again once the same person has signed in', async () => {
    const send = aRequest();
    const ending = new Promise<void>((resolve) => onSessionEnded(resolve));
    const sent = whileSignedIn('ada', send);
    await ending;
    expect(send).toHaveBeenCalledOnce();

    reportSessionRestored('ada');

    expect(await sent).toBe('sent');
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('does not even try while the session is known to have ended', async () => {
    reportSessionEnded();
    const send = aRequest(0);
    const sent = whileSignedIn('ada', send);
    await Promise.resolve();
    expect(send).not.toHaveBeenCalled();

    reportSessionRestored('ada');

    expect(await sent).toBe('sent');
  });

  it('never sends one person’s change in the name of another', async () => {
    reportSessionEnded();
    const send = aRequest(0);
    const sent = whileSignedIn('ada', send);

    reportSessionRestored('bob');

    await expect(sent).rejects.toBeInstanceOf(SessionReplacedError);
    expect(send).not.toHaveBeenCalled();
  });

  it.each([
    ['an answer', () => Promise.resolve('sent')],
    ['a refusal', () => Promise.reject(new ApiError(403))],
    ['an end of the session', () => Promise.reject(signedOut())],
  ])('drops %s that comes when somebody else is signed in, and sends nothing again', async (_what, answer) => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const send = vi.fn(() => held.then(answer));
    const sent = whileSignedIn('ada', send);
    reportSessionRestored('grace');
    release();
    await expect(sent).rejects.toThrow(SessionReplacedError);
    expect(send).toHaveBeenCalledOnce();
  });

  it('drops what waits when the person signs out', async () => {
    reportSessionEnded();
    const sent = whileSignedIn('ada', aRequest(0));

    reportSignedOut();

    await expect(sent).rejects.toBeInstanceOf(SessionReplacedError);
  });

  it('takes a late 401 about the session before as no news about this one', async () => {
    let refuse = (_error: Error): void => {};
    const send = vi.fn<() => Promise<string>>().mockResolvedValue('sent');
    send.mockReturnValueOnce(new Promise((_resolve, reject) => (refuse = reject)));
    const sent = whileSignedIn('ada', send);
    reportSessionEnded();
    reportSessionRestored('ada');
    const listener = vi.fn<() => void>();
    onSessionEnded(listener);

    refuse(signedOut());

    expect(await sent).toBe('sent');
    expect(listener).not.toHaveBeenCalled();
  });

  it('lets a wrong password be a wrong password', async () => {
    const wrong = new ApiError(401, { error_code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Wrong.', detail: null });

    await expect(whileSignedIn('ada', () => Promise.reject(wrong))).rejects.toBe(wrong);
  });

  it('stops waiting when it is called off', async () => {
    reportSessionEnded();
    const off = new AbortController();
    const sent = whileSignedIn('ada', aRequest(0), off.signal);

    off.abort();

    await expect(sent).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('a page that was opened while nobody could say who is signed in', () => {
  it('sends nothing before that is known, and asks once', async () => {
    let isKnown = (): void => {};
    const ask = vi.fn<() => Promise<void>>(() => new Promise((resolve) => (isKnown = resolve)));
    confirmSessionFirst(ask);
    const [one, two] = [aRequest(0), aRequest(0)];
    const sent = Promise.all([whileSignedIn('ada', one), whileSignedIn('ada', two)]);
    expect([one, two].map((send) => send.mock.calls.length)).toEqual([0, 0]);
    isKnown();
    expect(await sent).toEqual(['sent', 'sent']);
    await whileSignedIn('ada', one);
    expect(ask).toHaveBeenCalledOnce();
  });

  it('asks again after an outage', async () => {
    const ask = vi.fn<() => Promise<void>>().mockRejectedValueOnce(new Error('away')).mockResolvedValue();
    confirmSessionFirst(ask);
    const send = aRequest(0);
    await expect(whileSignedIn('ada', send)).rejects.toThrow('away');
    expect(send).not.toHaveBeenCalled();
    expect(await whileSignedIn('ada', send)).toBe('sent');
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('waits for the sign-in when the session is over', async () => {
    confirmSessionFirst(async () => reportSessionEnded());
    const send = aRequest(0);
    const ended = new Promise<void>((resolve) => onSessionEnded(resolve));
    const sent = whileSignedIn('ada', send);
    await ended;
    await Promise.resolve();
    expect(send).not.toHaveBeenCalled();
    reportSessionRestored('ada');
    expect(await sent).toBe('sent');
  });
});
