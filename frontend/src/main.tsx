import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import { isNotThere, isOutage } from './shared/api/errors';
import './shared/ui/base.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root to draw into.');
// Both have a page of their own, and are no fault of the program's.
const hasItsPage = (error: unknown) => isOutage(error) || isNotThere(error);
const onCaughtError = (error: unknown) => void (hasItsPage(error) || reportError(error));

createRoot(root, { onCaughtError }).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
