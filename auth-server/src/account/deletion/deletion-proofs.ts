import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '../../database.js';

const BYTES = 32;
/** Longer than the backend takes to ask; it does so first of all. */
const SECONDS = 15;

/** One row for each user, so that a newer proof takes the place of the older one. */
const PUT = `
  insert into verification (id, identifier, value, "expiresAt", "createdAt", "updatedAt")
  select $1, $2, $3, now() + $4 * interval '1 second', now(), now() from "user" where id = $3 for key share
  on conflict (id) do update set identifier = excluded.identifier, "expiresAt" = excluded."expiresAt",
    "updatedAt" = excluded."updatedAt"`;

const USE = `delete from verification where id = $1 and identifier = $2 and "expiresAt" > now() returning 1`;

interface ProofFor {
  userId: string;
  /** Of the session. */
  id: string;
}

/**
 * Proofs that it is this server that asks the backend to erase everything of somebody, as a part of deleting their account: the
 * session alone asks for that in vain. A proof is good once, for a few seconds and for one session. Only its digest is kept.
 * @see contracts/session-validation.yaml
 */
export class DeletionProofs {
  constructor(private readonly database: Database) {}

  /** @returns the proof, 32 random bytes as base64url, which is nowhere else */
  async make(about: ProofFor): Promise<string> {
    const proof = randomBytes(BYTES).toString('base64url');
    await this.database.query(PUT, [idOf(about), identifierOf(about, proof), about.userId, SECONDS]);
    return proof;
  }

  /** @returns whether it was good until now: of many who bring it at once, one gets this */
  async use(about: ProofFor, proof: string): Promise<boolean> {
    return (await this.database.query(USE, [idOf(about), identifierOf(about, proof)])).length > 0;
  }
}

const idOf = ({ userId }: ProofFor) => `account-deletion:${userId}`;

function identifierOf({ id: sessionId }: ProofFor, proof: string): string {
  return `deletion-proof:${createHash('sha256').update(`${sessionId} ${proof}`).digest('base64url')}`;
}
