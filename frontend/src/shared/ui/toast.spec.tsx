import { act, fireEvent, renderHook, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { translatePage } from '../../testing/translate-page';
import { loadOverlay } from './overlays';
import { quote } from './quote';
import { ToastProvider, type Toasts, useToasts } from './toast';

let toasts: Toasts;

/** Shows a toast and lets what shows it arrive. */
async function show(message: Parameters<Toasts['show']>[0]): Promise<string> {
  const id = await act(async () => toasts.show(message));
  await act(() => vi.advanceTimersByTimeAsync(50));
  return id;
}
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

beforeEach(async () => {
  await loadOverlay.toasts();
  vi.useFakeTimers();
  toasts = renderHook(useToasts, { wrapper: ToastProvider }).result.current;
});
afterEach(() => vi.useRealTimers());

describe('toasts', () => {
  it('say what they have to say in a polite live region, and leave by themselves', async () => {
    await show({ title: 'Deleted.' });
    expect(screen.getByText('Deleted.').closest('[aria-live]')).toHaveAttribute('aria-live', 'polite');
    await pass(5_000);
    expect(screen.queryByText('Deleted.')).toBeInTheDocument();
    await pass(2_000);
    expect(screen.queryByText('Deleted.')).not.toBeInTheDocument();
  });

  it('stop counting while pointed at, and go on afterwards', async () => {
    await show({ title: 'Deleted.' });
    await pass(5_000);
    fireEvent.mouseEnter(screen.getByRole('region'));
    await pass(60_000);
    expect(screen.queryByText('Deleted.')).toBeInTheDocument();
    fireEvent.mouseLeave(screen.getByRole('region'));
    await pass(2_000);
    expect(screen.queryByText('Deleted.')).not.toBeInTheDocument();
  });

  it('are reached with F6, and stop counting while they have the focus', async () => {
    await show({ title: 'Deleted.' });
    fireEvent.keyDown(document.body, { key: 'F6' });
    expect(screen.getByRole('region')).toHaveFocus();
    await pass(60_000);
    expect(screen.queryByText('Deleted.')).toBeInTheDocument();
  });

  it('stay when something went wrong, until they are closed', async () => {
    await show({ title: 'Not saved.', tone: 'danger' });
    await pass(600_000);
    fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    await pass(1_000);
    expect(screen.queryByText('Not saved.')).not.toBeInTheDocument();
  });

  it('do their one thing once, and are gone', async () => {
    const onPress = vi.fn();
    await show({ title: 'Deleted.', action: { label: 'Undo', onPress } });
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    await pass(1_000);
    expect(onPress).toHaveBeenCalledOnce();
    expect(screen.queryByText('Deleted.')).not.toBeInTheDocument();
  });

  it('change in place when their id is shown again', async () => {
    await show({ id: 'clear', title: 'Cleared 2.' });
    await show({ id: 'clear', title: 'Cleared 3.' });
    expect(screen.queryByText('Cleared 2.')).not.toBeInTheDocument();
    expect(screen.getByText('Cleared 3.')).toBeInTheDocument();
  });

  it('keep what people wrote in its own direction, and change on a page that is translated', async () => {
    await show({ id: 'undo', title: `Completed ${quote('safe\u202Egpj.exe')}`, description: 'Some reason.' });
    const own = screen.getByText('safe\u202Egpj.exe');
    expect(own.tagName).toBe('BDI');
    translatePage();
    await show({ id: 'undo', title: `Deleted ${quote('Ferns')}`, action: { label: 'Undo', onPress: vi.fn() } });
    expect(screen.getByRole('region')).toHaveTextContent(/Deleted “Ferns”/);
    expect(own).not.toBeInTheDocument();
  });

  it('can be taken back before there was anything to show them', async () => {
    await act(async () => toasts.dismiss(toasts.show({ title: 'Never mind.' })));
    await pass(1_000);
    expect(screen.queryByText('Never mind.')).not.toBeInTheDocument();
  });
});
