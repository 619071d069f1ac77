import { afterEach, describe, expect, it, vi } from 'vitest';
import { reloadRestoredPage } from './restored-page';

const show = (persisted: boolean) => dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));
afterEach(() => void (document.documentElement.hidden = false));

describe('reloadRestoredPage', () => {
  it('hides a page out of the back/forward cache and loads it anew, and leaves others alone', () => {
    const reload = vi.fn();
    const stop = reloadRestoredPage(reload);
    show(false);
    expect(reload).not.toHaveBeenCalled();
    show(true);
    expect(document.documentElement).not.toBeVisible();
    expect(reload).toHaveBeenCalledOnce();
    stop();
    show(true);
    expect(reload).toHaveBeenCalledOnce();
  });
});
