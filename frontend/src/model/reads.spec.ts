import { describe, expect, it, vi } from 'vitest';
import { deliver } from '../shared/api/outbox';
import { settledRead } from './reads';

const { signal } = new AbortController();

describe('settledRead', () => {
  it('waits for the changes made before', async () => {
    const order: string[] = [];
    void deliver('ada', async () => void order.push('change'));
    await settledRead('ada', signal, async () => void order.push('read'));
    expect(order).toEqual(['change', 'read']);
  });

  it('reads again when a change was made meanwhile: its answer may be older than that', async () => {
    let stored = 'before';
    const read = vi.fn(async () => {
      const answer = stored;
      if (read.mock.calls.length === 1) await deliver('grace', async () => void (stored = 'after'));
      return answer;
    });
    expect(await settledRead('grace', signal, read)).toBe('after');
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('reads once when nothing was changed', async () => {
    const read = vi.fn(async () => 'answer');
    expect(await settledRead('carol', signal, read)).toBe('answer');
    expect(read).toHaveBeenCalledTimes(1);
  });
});
