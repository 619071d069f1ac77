import { act, renderHook } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';

const [ADA, GRACE] = ['ada', 'grace'];
beforeEach(() => sessionStorage.clear());

/** The page, loaded anew. */
async function loadPage() {
  vi.resetModules();
  const { dropKeptDrafts, useKeptDraft } = await import('./use-kept-draft');
  const { reportSessionRestored, reportSignedOut } = await import('../api/session-events');
  const draft = (userId: string) => renderHook(() => useKeptDraft(userId, 'inbox')).result;
  return {
    signIn: reportSessionRestored,
    signOut: reportSignedOut,
    dropDrafts: dropKeptDrafts,
    write: (userId: string, text: string) => {
      const { current } = draft(userId);
      act(() => current[1](text));
    },
    draftOf: (userId: string) => draft(userId).current[0],
  };
}

it('is there after a reload', async () => {
  (await loadPage()).write(ADA, 'Half a thought');
  expect((await loadPage()).draftOf(ADA)).toBe('Half a thought');
});

it('is for who typed it alone, and there when they are back', async () => {
  const page = await loadPage();
  page.write(ADA, 'Half a thought');
  page.signIn(GRACE);
  const next = await loadPage();
  expect(next.draftOf(GRACE)).toBe('');
  next.signIn(ADA);
  expect(next.draftOf(ADA)).toBe('Half a thought');
});

it('goes with who signs out here', async () => {
  const page = await loadPage();
  page.write(ADA, 'Half a thought');
  page.signOut();
  expect(page.draftOf(ADA)).toBe('');
  expect(sessionStorage).toHaveLength(0);
});

it('goes when another tab says that its owner signed out', async () => {
  const page = await loadPage();
  page.write(ADA, 'Half a thought');
  page.dropDrafts();
  expect(page.draftOf(ADA)).toBe('');
  expect(sessionStorage).toHaveLength(0);
});

it('is forgotten once it is sent', async () => {
  const page = await loadPage();
  page.write(ADA, 'Half a thought');
  page.write(ADA, '');
  expect(sessionStorage).toHaveLength(0);
});
