import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError, OutageError } from './errors';
import { caughtUp, deliver } from './outbox';
import { unsentCount } from './unsent';
import { retryNow } from './until-answered';
import { reportSessionEnded, reportSessionRestored, reportSignedOut, SessionReplacedError } from './session-events';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Nobody answers that often, and then somebody does. */
function afterOutages(outages: number, retryAfter: number | null = null) {
  const send = vi.fn<() => Promise<string>>();
  for (let one = 0; one < outages; one += 1) send.mockRejectedValueOnce(new OutageError(undefined, retryAfter));
  return send.mockResolvedValue('sent');
}

describe('deliver', () => {
  it('keeps the order in which the changes were made', async () => {
    const order: string[] = [];
    const first = deliver('ada', async () => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      order.push('first');
    });
    const second = deliver('ada', async () => void order.push('second'));

    await vi.advanceTimersByTimeAsync(500);
    await Promise.all([first, second]);

    expect(order).toEqual(['first', 'second']);
  });

  it('sends again after an outage, waiting longer each time', async () => {
    const send = afterOutages(3);
    const sent = deliver('ada', send);

    await vi.advanceTimersByTimeAsync(999);
    expect(send).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(send).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(2000);
    expect(send).toHaveBeenCalledTimes(3);
    await vi.advanceTimersByTimeAsync(4000);

    expect(await sent).toBe('sent');
  });

  it('comes back no sooner than the server asked for', async () => {
    const send = afterOutages(1, 5);
    const sent = deliver('ada', send);

    await vi.advanceTimersByTimeAsync(4999);
    expect(send).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(1);

    expect(await sent).toBe('sent');
  });

  it('tries at once when the browser is online again, or when asked to', async () => {
    const send = afterOutages(2);
    const sent = deliver('ada', send);
    await vi.advanceTimersByTimeAsync(0);

    globalThis.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(0);
    expect(send).toHaveBeenCalledTimes(2);
    retryNow();
    await vi.advanceTimersByTimeAsync(0);

    expect(await sent).toBe('sent');
  });

  it('goes on with the next change after a refusal', async () => {
    const refusal = new ApiError(422);
    const refused = deliver('ada', () => Promise.reject(refusal));
    const next = deliver('ada', () => Promise.resolve('sent'));

    await expect(refused).rejects.toBe(refusal);
    expect(await next).toBe('sent');
  });

  it('counts what is not sent yet', async () => {
    const sent = deliver('ada', afterOutages(1));
    const refused = deliver('ada', () => Promise.reject(new ApiError(422)));
    expect(unsentCount()).toBe(2);

    await vi.advanceTimersByTimeAsync(1000);
    await Promise.allSettled([sent, refused]);

    expect(unsentCount()).toBe(0);
  });

  it('lets a read wait until all is answered', async () => {
    const read = vi.fn<() => void>();
    void deliver('ada', afterOutages(1));
    void caughtUp('ada').then(read);

    await vi.advanceTimersByTimeAsync(999);
    expect(read).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);

    expect(read).toHaveBeenCalledOnce();
  });

  it('drops a whole line when the person signs out during an outage', async () => {
    const first = deliver('ada', afterOutages(1));
    const second = vi.fn<() => Promise<string>>();
    const results = Promise.allSettled([first, deliver('ada', second)]);
    await vi.advanceTimersByTimeAsync(0);

    reportSignedOut();
    await vi.runAllTimersAsync();

    const dropped = { status: 'rejected', reason: expect.any(SessionReplacedError) as unknown };
    expect(await results).toEqual([dropped, dropped]);
    expect(second).not.toHaveBeenCalled();
  });

  it('keeps the line of a person who signs in again', async () => {
    reportSessionEnded();
    const results = Promise.all([deliver('ada', afterOutages(0)), deliver('ada', afterOutages(0))]);
    await vi.advanceTimersByTimeAsync(0);

    reportSessionRestored('ada');

    expect(await results).toEqual(['sent', 'sent']);
  });
});
