import { Injectable } from '@nestjs/common';

/** @param revision of the owner now; null once everything of theirs was erased */
type CommitListener = (userId: string, revision: string | null) => void;

/** Tells within this process of each change once it is committed. Nobody waits for a listener, and none may throw. */
@Injectable()
export class CommittedChanges {
  private readonly listeners: CommitListener[] = [];

  listen(listener: CommitListener): void {
    this.listeners.push(listener);
  }

  announce(userId: string, revision: string | null): void {
    for (const listener of this.listeners) listener(userId, revision);
  }
}
