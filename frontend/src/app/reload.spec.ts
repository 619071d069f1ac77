import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KeptChanges } from '../replica/kept-changes';
import type { RefusedChange } from '../replica/refused-changes';
import { deliver } from '../shared/api/outbox';
import { unkeptCount, unsentCount } from '../shared/api/unsent';
import { losesNothing, reloadOnce, reloadWhenFree } from './reload';

beforeEach(() => {
  sessionStorage.clear();
  document.body.replaceChildren();
});

describe('a reload costs nothing', () => {
  it('where no field holds text, nothing is open, and every change has arrived', async () => {
    document.body.innerHTML = '<input><input type="checkbox" value="on"><textarea></textarea>';
    expect(losesNothing()).toBe(true);
    for (const field of document.querySelectorAll<HTMLInputElement>('input:first-child, textarea')) {
      field.value = 'Half a thought';
      expect(losesNothing()).toBe(false);
      field.value = '';
    }
    document.body.innerHTML = '<div role="dialog"></div>';
    expect(losesNothing()).toBe(false);
    document.body.innerHTML = '';
    let arrive = () => {};
    const sent = deliver('ada', () => new Promise<void>((resolve) => (arrive = resolve)));
    expect(losesNothing()).toBe(false);
    await vi.waitFor(() => arrive !== undefined);
    await Promise.resolve();
    arrive();
    await sent;
    await vi.waitFor(() => expect(losesNothing()).toBe(true));
  });
});

it('would cost a refused change that is in this page alone, until that is answered, or another person is here', () => {
  const { refused } = new KeptChanges();
  void refused.add({ id: 'one', at: '' } as RefusedChange);
  expect([losesNothing(), unsentCount(), unkeptCount()]).toEqual([false, 0, 1]);
  refused.remove('one');
  expect([losesNothing(), unkeptCount()]).toEqual([true, 0]);
  void refused.add({ id: 'one', at: '' } as RefusedChange);
  refused.end();
  expect(losesNothing()).toBe(true);
});

it('loads the page anew once, and not again soon, nor where nothing could tell that it did', () => {
  const reload = vi.fn();
  expect([reloadOnce(reload), reloadOnce(reload)]).toEqual([true, false]);
  vi.setSystemTime(Date.now() + 3_600_000);
  expect(reloadOnce(reload)).toBe(true);
  sessionStorage.clear();
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('', 'SecurityError');
  });
  expect(reloadOnce(reload)).toBe(false);
  expect(reload).toHaveBeenCalledTimes(2);
  vi.useRealTimers();
});

describe('a page that is to be loaded anew', () => {
  const reload = vi.fn();
  let there = true;
  let navigate = () => {};
  let stop = () => {};
  const show = (state: DocumentVisibilityState) => {
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
    document.dispatchEvent(new Event('visibilitychange'));
  };
  const control = (controller: object | null) =>
    Object.defineProperty(navigator, 'serviceWorker', { configurable: true, value: { controller } });

  beforeEach(() => {
    vi.useFakeTimers();
    there = true;
    const isThere = () => Promise.resolve(there);
    const onNavigation = (listener: () => void) => {
      navigate = listener;
      return () => undefined;
    };
    stop = reloadWhenFree({ isThere, onNavigation, reload });
  });
  afterEach(() => {
    stop();
    reload.mockClear();
    vi.useRealTimers();
    Reflect.deleteProperty(navigator, 'serviceWorker');
  });

  it('is, when it has been hidden for a while', async () => {
    show('hidden');
    await vi.advanceTimersByTimeAsync(30_000);
    show('visible');
    await vi.advanceTimersByTimeAsync(600_000);
    expect(reload).not.toHaveBeenCalled();
    show('hidden');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(reload).toHaveBeenCalledOnce();
  });

  it('is not where Latch is away, or where something is half-written', async () => {
    there = false;
    show('hidden');
    await vi.advanceTimersByTimeAsync(60_000);
    there = true;
    document.body.innerHTML = '<textarea></textarea>';
    document.querySelector('textarea')!.value = 'Half a thought';
    show('hidden');
    await vi.advanceTimersByTimeAsync(60_000);
    control({});
    navigate();
    expect(reload).not.toHaveBeenCalled();
  });

  it('is with the next page, where a worker has it in any case', () => {
    control(null);
    navigate();
    expect(reload).not.toHaveBeenCalled();
    control({});
    navigate();
    expect(reload).toHaveBeenCalledOnce();
  });
});
