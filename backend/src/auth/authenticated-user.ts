/** Who is asking, as the auth server answered for this one request. */
export interface AuthenticatedUser {
  /** Opaque; compared byte for byte. */
  userId: string;
  email: string;
  name: string | null;
}

declare module 'express' {
  interface Request {
    /** Put there by AuthGuard; absent on public routes. */
    user?: AuthenticatedUser;
  }
}
