import type { Page } from '@playwright/test';
import type { TodosApi } from '../todos-api.js';

/** What a state is made with. */
export interface StateContext {
  page: Page;
  url: string;
  todos: TodosApi;
}

/** A page in a state that a person comes across. */
export interface PageState {
  name: string;
  signedIn: boolean;
  open: (context: StateContext) => Promise<void>;
  /** What the program itself reports there, meant as it is. */
  reports?: string;
  /** The widths of the window, in pixels, at which there is such a state; wide and narrow when left out. */
  widths?: readonly number[];
}

export type State = Omit<PageState, 'signedIn'>;

/** For a request that hangs until the page is closed. */
export const neverAnswer = () => {};
