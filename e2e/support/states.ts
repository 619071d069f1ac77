import { authPageStates } from './states/auth-pages.js';
import { invitationStates } from './states/invitations.js';
import { listStates } from './states/lists.js';
import { newTodoStates } from './states/new-todos.js';
import { peopleStates } from './states/people.js';
import { secondFactorStates, secondStepStates } from './states/second-factor.js';
import { settingsStates } from './states/settings.js';
import { signedOutStates } from './states/signed-out.js';
import type { PageState } from './states/state.js';
import { overlayStates } from './states/overlays.js';

/** Every page, in every state that looks different. */
export const pageStates: PageState[] = [
  ...[...signedOutStates, ...authPageStates, ...secondStepStates, ...invitationStates].map((state) => ({
    ...state,
    signedIn: false,
  })),
  ...[...listStates, ...settingsStates, ...secondFactorStates, ...peopleStates, ...overlayStates, ...newTodoStates].map(
    (state) => ({
      ...state,
      signedIn: true,
    }),
  ),
];
