import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, renderHook } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { createQueryClient } from '../shared/api/query-client';
import { ToastProvider } from '../shared/ui/toast';

function within(client: QueryClient) {
  return ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>
      <ToastProvider>{children}</ToastProvider>
    </QueryClientProvider>
  );
}

/** Renders as the app does, with a cache of its own and a person at the keyboard. */
export function renderApp(ui: ReactNode, client = createQueryClient()) {
  return { client, user: userEvent.setup(), ...render(ui, { wrapper: within(client) }) };
}

/** Runs a hook as the app does, with a cache of its own. */
export function renderAppHook<Result>(hook: () => Result, client = createQueryClient()) {
  return { client, ...renderHook(hook, { wrapper: within(client) }) };
}

/** Finds the sentence in which people's own text stands apart: no element has all of its text itself. */
export function saying(sentence: string) {
  return (_own: string, element: Element | null) =>
    element?.textContent === sentence && Array.from(element.children).some((child) => child.matches('bdi'));
}
