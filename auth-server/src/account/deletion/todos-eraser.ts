/** What goes along with a request to the backend. */
export interface ErasingRequest {
  userId: string;
  /** The raw `name=value` of the session cookie of whoever is deleted. */
  sessionCookie: string;
  /** That it is this server that asks; good once. @see DeletionProofs */
  proof: string;
  requestId: string;
  /** Ends the waiting for an answer. */
  signal: AbortSignal;
}

/** Asks the backend to erase what it has of a user, as the user. It is all the auth server ever asks of the backend. */
export class TodosEraser {
  constructor(
    private readonly backendUrl: string,
    private readonly publicUrl: string,
  ) {}

  /**
   * Only 204 is believed, and no body is read.
   * @throws {Error} whatever else the backend does
   */
  async erase({ userId, sessionCookie, proof, requestId, signal }: ErasingRequest): Promise<void> {
    const url = new URL(`/api/users/${encodeURIComponent(userId)}/data`, this.backendUrl);
    const headers = {
      accept: 'application/json',
      cookie: sessionCookie,
      'deletion-proof': proof,
      origin: this.publicUrl,
      'x-request-id': requestId,
    };
    const response = await fetch(url, { method: 'DELETE', headers, redirect: 'manual', signal });
    await response.body?.cancel();
    if (response.status !== 204) throw new Error(`the backend answered ${response.status}`);
  }
}
