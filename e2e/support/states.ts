import { doorStates } from './states/doors.js';
import { listStates } from './states/lists.js';
import { settingsStates } from './states/settings.js';
import { signedOutStates } from './states/signed-out.js';
import type { PageState } from './states/state.js';
import { windowStates } from './states/windows.js';

/** Every page, in every state that looks different. */
export const pageStates: PageState[] = [
  ...[...signedOutStates, ...doorStates].map((state) => ({ ...state, signedIn: false })),
  ...[...listStates, ...settingsStates, ...windowStates].map((state) => ({ ...state, signedIn: true })),
];
