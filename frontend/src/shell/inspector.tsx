import { useMatches, useNavigate } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import type { InspectedPath, Place } from '../features/inspector/inspected-view';
import { takeWhyHere } from '../model/todos/why-here';
import { useCommands } from '../shared/keys/use-commands';
import { OverlayFallback } from '../shared/ui/overlay-fallback';
import { lazyOverlay } from '../shared/ui/overlays';

const InspectorDialog = lazyOverlay(() => import('../features/inspector/components/inspector-dialog'));

const INSPECTED: Readonly<Record<InspectedPath, true>> = {
  '/inbox': true,
  '/projects/$projectId': true,
  '/labels/$labelId': true,
  '/today': true,
  '/upcoming': true,
  '/completed': true,
  '/filter': true,
  '/filters/$filterId': true,
};

/** Explains why a todo is on the page that is shown, or is not: from the menu of a todo, by key and from the palette. */
export function Inspector({ userId }: { userId: string }) {
  const navigate = useNavigate();
  const place = usePlace();
  const [asked, ask] = useState<{ on: string; todoId: string | null } | null>(null);
  const on = place && `${place.path} ${place.id}`;
  useEffect(() => (on ? takeWhyHere(({ id: todoId }) => ask({ on, todoId })) : undefined), [on]);
  useCommands(on ? { inspect: () => ask({ on, todoId: todoAtHand() }) } : {});
  if (!place || !asked || asked.on !== on) return null;
  const close = () => ask(null);
  return (
    <Suspense fallback={<OverlayFallback onCancel={close} />}>
      <InspectorDialog
        userId={userId}
        place={place}
        todoId={asked.todoId}
        onFilter={(query) => void navigate({ to: '/filter', search: { query } })}
        onClose={close}
      />
    </Suspense>
  );
}

/** Undefined where todos are not chosen by what they are. */
function usePlace(): Place | undefined {
  const last = useMatches({ select: (matches) => matches.at(-1) });
  const path = String(last?.fullPath ?? '');
  if (!isInspected(path)) return undefined;
  const params: Record<string, string | undefined> = last?.params ?? {};
  const { query }: Record<string, unknown> = last?.search ?? {};
  return {
    path,
    id: params.projectId ?? params.labelId ?? params.filterId,
    query: typeof query === 'string' ? query : '',
  };
}

function isInspected(path: string): path is InspectedPath {
  return Object.hasOwn(INSPECTED, path);
}

/** The todo that has the focus. */
function todoAtHand(): string | null {
  return document.activeElement?.closest<HTMLElement>('[data-todo-id]')?.dataset.todoId ?? null;
}
