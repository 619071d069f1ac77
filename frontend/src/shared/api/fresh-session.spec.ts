import { act, renderHook, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { ApiError } from './errors';
import {
  asMyself,
  NotConfirmedError,
  reportConfirmed,
  reportNotConfirmed,
  useFreshSessionAsked,
} from './fresh-session';

const refusal = (status: number, error_code: string) =>
  new ApiError(status, { error_code, message: 'No.', detail: null });
const stale = () => refusal(403, 'FRESH_SESSION_NEEDED');
const asked = () => renderHook(useFreshSessionAsked).result;

describe('asMyself', () => {
  it('waits for the password, and sends the same once more', async () => {
    const isAsked = asked();
    const send = vi.fn<() => Promise<string>>().mockRejectedValueOnce(stale()).mockResolvedValueOnce('done');
    const sent = asMyself('ada', send);
    await waitFor(() => expect(isAsked.current).toBe(true));
    expect(send).toHaveBeenCalledOnce();
    act(reportConfirmed);
    expect(await sent).toBe('done');
    expect(isAsked.current).toBe(false);
  });

  it('is called off when the person will not', async () => {
    const isAsked = asked();
    const send = vi.fn<() => Promise<string>>().mockRejectedValue(stale());
    const sent = asMyself('ada', send);
    await waitFor(() => expect(isAsked.current).toBe(true));
    act(reportNotConfirmed);
    await expect(sent).rejects.toBeInstanceOf(NotConfirmedError);
    expect(send).toHaveBeenCalledOnce();
  });

  it('asks once: a session that is still not fresh is a refusal', async () => {
    const isAsked = asked();
    const sent = asMyself('ada', () => Promise.reject(stale()));
    await waitFor(() => expect(isAsked.current).toBe(true));
    act(reportConfirmed);
    await expect(sent).rejects.toMatchObject({ code: 'FRESH_SESSION_NEEDED' });
    expect(isAsked.current).toBe(false);
  });

  it('asks for nothing else', async () => {
    const error = refusal(403, 'ORIGIN_NOT_ALLOWED');
    await expect(asMyself('ada', () => Promise.reject(error))).rejects.toBe(error);
    expect(asked().current).toBe(false);
  });
});
