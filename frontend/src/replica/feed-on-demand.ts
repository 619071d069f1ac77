import { countFailedLoad, loadUntilThere } from '../shared/ui/overlays';
import type { Feed } from './feed';
import type { Replica } from './replica';

/** Is fetched beside the question who is signed in. The first rows are drawn without it. */
export const loadFeed = () => countFailedLoad(() => import('./feed'));

/** The feed of one person's replica, which may be asked before its code is loaded. */
export class FeedOnDemand {
  readonly loaded: Promise<Feed>;

  constructor(userId: string, replica: Replica) {
    this.loaded = loadUntilThere(loadFeed).then(({ Feed }) => new Feed(userId, replica));
  }

  readonly now = async () => (await this.loaded).now();
  readonly soon = async () => (await this.loaded).soon();
  readonly read = async (signal?: AbortSignal) => (await this.loaded).read(signal);

  stop(): void {
    void this.loaded.then((feed) => feed.stop());
  }
}
