import { act, render } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { MoreOnScroll, type MoreOnScrollProps } from './more-on-scroll';

afterEach(() => vi.unstubAllGlobals());

/** The end of a list that comes near when it is told to. */
function renderEnd() {
  let tell: (entries: { isIntersecting: boolean }[]) => void = () => {};
  class Observer {
    constructor(callback: typeof tell) {
      tell = callback;
    }
    observe() {}
    disconnect() {}
  }
  vi.stubGlobal('IntersectionObserver', Observer);
  const fetchNextPage = vi.fn();
  const idle = { hasNextPage: true, isFetching: false, isFetchingNextPage: false, isFetchNextPageError: false };
  const page = render(<MoreOnScroll {...idle} fetchNextPage={fetchNextPage} />);
  return {
    fetchNextPage,
    comesNear: () => act(() => tell([{ isIntersecting: true }])),
    becomes: (state: Partial<MoreOnScrollProps>) =>
      page.rerender(<MoreOnScroll {...idle} fetchNextPage={fetchNextPage} {...state} />),
  };
}

it('asks for one page after the other while its end is near', () => {
  const { fetchNextPage, comesNear, becomes } = renderEnd();
  expect(fetchNextPage).not.toHaveBeenCalled();
  comesNear();
  expect(fetchNextPage).toHaveBeenCalledTimes(1);
  becomes({ isFetching: true, isFetchingNextPage: true });
  expect(fetchNextPage).toHaveBeenCalledTimes(1);
  becomes({});
  expect(fetchNextPage).toHaveBeenCalledTimes(2);
});

it('asks again after a read of all of it that took the place of the one for the next page', () => {
  const { fetchNextPage, comesNear, becomes } = renderEnd();
  comesNear();
  becomes({ isFetching: true });
  becomes({});
  expect(fetchNextPage).toHaveBeenCalledTimes(2);
});

it('leaves it to the person where that failed, and goes on by itself once the list is well again', () => {
  const { fetchNextPage, comesNear, becomes } = renderEnd();
  comesNear();
  becomes({ isFetchNextPageError: true });
  expect(fetchNextPage).toHaveBeenCalledTimes(1);
  becomes({ isFetching: true });
  becomes({});
  expect(fetchNextPage).toHaveBeenCalledTimes(2);
});
