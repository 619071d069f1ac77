import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import { isOutage } from './shared/api/errors';
import './shared/ui/base.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root to draw into.');
// An outage has a page of its own and is no fault of the program's.
const onCaughtError = (error: unknown) => void (isOutage(error) || reportError(error));

createRoot(root, { onCaughtError }).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
