import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import { createAppRouter } from './app/router';
import { isNotThere, isOutage } from './shared/api/errors';
import { createQueryClient } from './shared/api/query-client';
import './shared/ui/base.css';

/** How long the first page may take before its place is drawn without it. Less than it takes to show that one waits. */
const FIRST_PAGE_MS = 300;

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root to draw into.');
// Both have a page of their own, and are no fault of the program's.
const hasItsPage = (error: unknown) => isOutage(error) || isNotThere(error);
const onCaughtError = (error: unknown) => void (hasItsPage(error) || reportError(error));

const queryClient = createQueryClient();
const router = createAppRouter(queryClient);
// Its chunk is fetched beside the question who is signed in. One that fails is the router's to mend, when it is opened.
for (const { routeId } of router.matchRoutes(router.latestLocation))
  void router.loadRouteChunk(router.routesById[routeId]!)?.catch(() => undefined);
// Asked for before anything is drawn: to draw an empty page first would hold up the answers for longer than they take.
// What fails is asked for again by the app, and has its page there.
const firstPage = router.load().catch(() => undefined);
await Promise.race([firstPage, new Promise((resolve) => setTimeout(resolve, FIRST_PAGE_MS))]);

createRoot(root, { onCaughtError }).render(
  <StrictMode>
    <App queryClient={queryClient} router={router} />
  </StrictMode>,
);
