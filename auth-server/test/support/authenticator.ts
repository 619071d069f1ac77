import {
  createHash,
  createPrivateKey,
  createSign,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

/** Of the options of WebAuthn what an authenticator looks at. */
export interface PasskeyOptions {
  challenge: string;
  rp?: { id: string };
  rpId?: string;
  allowCredentials?: { id: string }[];
}

/** What it does otherwise than it should. */
export interface Tampering {
  /** The page it is used on. */
  origin?: string;
  rpId?: string;
  challenge?: string;
  /** Whether it asked for a finger, a face or a PIN. */
  userVerified?: boolean;
  /** How often it was used; one more each time, unless given. */
  counter?: number;
  /** What vouches for it. */
  attestation?: { fmt: string; attStmt: Map<string, unknown> };
  /** The algorithm it claims its key to be of. */
  algorithm?: number;
  /** The id it gives itself. */
  id?: string;
  /** The key it signs with. */
  privateKey?: KeyObject;
  /** The ceremony it claims this to be. */
  type?: string;
}

interface Credential {
  id: string;
  privateKey: KeyObject;
  counter: number;
}

const ES256 = -7;
const FLAGS = { userPresent: 1, userVerified: 4, backupEligible: 8, backedUp: 16, attested: 64 };

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest();
const base64url = (data: string | Uint8Array) => Buffer.from(data as string).toString('base64url');

/** An authenticator in software, which does all that a real one does: ES256 keys, counts, and asking for a finger (or not). */
export class Authenticator {
  readonly #credentials: Credential[] = [];

  /** @param synced as a password manager is: kept for several devices, and not counting */
  constructor(private readonly settings: { origin?: string; synced?: boolean } = {}) {}

  /** The ids of the passkeys in it, oldest first. */
  get ids(): string[] {
    return this.#credentials.map(({ id }) => id);
  }

  /** `navigator.credentials.create`, as a page sends it on. */
  create(options: PasskeyOptions, tampering: Tampering = {}): Record<string, unknown> {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const credential = { id: tampering.id ?? base64url(randomBytes(32)), privateKey, counter: 0 };
    this.#credentials.push(credential);
    const attested = Buffer.concat([
      Buffer.alloc(16),
      Buffer.from([0, 32]),
      Buffer.from(credential.id, 'base64url'),
      coseKey(publicKey, tampering.algorithm),
    ]);
    const authData = this.#authenticatorData(options.rp!.id, credential, tampering, attested);
    const { fmt, attStmt } = tampering.attestation ?? { fmt: 'none', attStmt: new Map<string, unknown>() };
    const attestation = new Map<string, unknown>([['fmt', fmt], ['attStmt', attStmt], ['authData', new Uint8Array(authData)]]); // prettier-ignore
    return this.#answer(credential, {
      clientDataJSON: this.#clientData('webauthn.create', options, tampering),
      attestationObject: base64url(isoCBOR.encode(attestation as never)),
      transports: ['internal'],
    });
  }

  /** `navigator.credentials.get`, with the newest of those that may answer. */
  get(options: PasskeyOptions, tampering: Tampering = {}): Record<string, unknown> {
    const allowed = options.allowCredentials?.map(({ id }) => id);
    const credential = this.#credentials.findLast(({ id }) => !allowed || allowed.includes(id));
    if (!credential) throw new Error('none of the passkeys in it may answer');
    const authData = this.#authenticatorData(options.rpId!, credential, tampering);
    const clientDataJSON = this.#clientData('webauthn.get', options, tampering);
    const signed = Buffer.concat([authData, sha256(Buffer.from(clientDataJSON, 'base64url'))]);
    return this.#answer(credential, {
      clientDataJSON,
      authenticatorData: base64url(authData),
      signature: base64url(
        createSign('sha256')
          .update(signed)
          .sign(tampering.privateKey ?? credential.privateKey),
      ),
      userHandle: base64url('anybody'),
    });
  }

  #answer({ id }: Credential, response: object): Record<string, unknown> {
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, authenticatorAttachment: 'platform', response }; // prettier-ignore
  }

  #clientData(type: string, options: PasskeyOptions, tampering: Tampering): string {
    const { challenge = options.challenge, origin = this.settings.origin ?? 'http://localhost:3000' } = tampering;
    return base64url(JSON.stringify({ type: tampering.type ?? type, challenge, origin, crossOrigin: false }));
  }

  #authenticatorData(rpId: string, credential: Credential, tampering: Tampering, attested?: Buffer): Buffer {
    const { userVerified = true } = tampering;
    const { synced = false } = this.settings;
    if (!synced) credential.counter += 1;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(tampering.counter ?? credential.counter);
    const flags =
      FLAGS.userPresent |
      (userVerified ? FLAGS.userVerified : 0) |
      (synced ? FLAGS.backupEligible | FLAGS.backedUp : 0) |
      (attested ? FLAGS.attested : 0);
    return Buffer.concat([sha256(tampering.rpId ?? rpId), Buffer.from([flags]), counter, attested ?? Buffer.alloc(0)]);
  }
}

/** A key that is none of any authenticator's. */
export const otherKey = () => createPrivateKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' })); // prettier-ignore

function coseKey(publicKey: KeyObject, algorithm = ES256): Uint8Array {
  const { x, y } = publicKey.export({ format: 'jwk' });
  const bytes = (text?: string) => new Uint8Array(Buffer.from(text!, 'base64url'));
  return isoCBOR.encode(new Map<number, unknown>([[1, 2], [3, algorithm], [-1, 1], [-2, bytes(x)], [-3, bytes(y)]]) as never); // prettier-ignore
}
