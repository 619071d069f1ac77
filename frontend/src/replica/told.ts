import type { Replica } from './replica';

/** @returns whether a revision is before another */
export function isBehind(revision: string, other: string): boolean {
  return BigInt(revision) < BigInt(other);
}

/** @returns whether the replica has come to a revision, within so many milliseconds: the server tells of most changes by itself */
export function untilTold(replica: Replica, revision: string, milliseconds: number): Promise<boolean> {
  if (!isBehind(replica.revision, revision)) return Promise.resolve(true);
  return new Promise((resolve) => {
    const end = (isThere: boolean) => {
      clearTimeout(timer);
      stop();
      resolve(isThere);
    };
    const stop = replica.subscribe(() => isBehind(replica.revision, revision) || end(true));
    const timer = setTimeout(() => end(false), milliseconds);
  });
}
