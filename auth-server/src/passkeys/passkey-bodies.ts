import { z } from 'zod';
import { id, nameOf } from '../validation/fields.js';

const NOT_AN_ANSWER = 'This is not what a passkey answers.';

const bytes = (mostCharacters: number) =>
  z
    .string(NOT_AN_ANSWER)
    .regex(/^[\w-]+$/, NOT_AN_ANSWER)
    .max(mostCharacters, NOT_AN_ANSWER);

/** What all answers have. What browsers add besides is left behind, so that nothing but this reaches Better Auth. */
function answerOf<Response extends z.ZodType>(response: Response) {
  const type = z.literal('public-key', NOT_AN_ANSWER);
  return z
    .object({ id: bytes(1400), rawId: bytes(1400), type, response }, NOT_AN_ANSWER)
    .transform((given) => ({ ...given, clientExtensionResults: {} }));
}

const answer = answerOf(
  z.object({ clientDataJSON: bytes(4096), authenticatorData: bytes(4096), signature: bytes(2048) }, NOT_AN_ANSWER),
);

const transports = z.array(z.string().regex(/^[a-z-]{1,20}$/), NOT_AN_ANSWER).max(10, NOT_AN_ANSWER);

const newPasskey = answerOf(
  z.object(
    {
      clientDataJSON: bytes(4096),
      attestationObject: bytes(16_384).refine(isOfNobody, NOT_AN_ANSWER),
      transports: transports.default([]),
    },
    NOT_AN_ANSWER,
  ),
);

export type PasskeyAnswer = z.infer<typeof answer>;

const name = nameOf('Give it a name.', 100);

/** The bodies of passkeys. @see contracts/account.yaml */
export const passkeyBodies = {
  answer: z.strictObject({ response: answer }),
  newPasskey: z.strictObject({ name, response: newPasskey }),
  renamed: z.strictObject({ id, name }),
};

/**
 * Whether no manufacturer vouches for it, as we asked for. Certificates of one would be looked up at addresses they name
 * themselves, by a request from this server.
 */
async function isOfNobody(attestationObject: string): Promise<boolean> {
  const { decodeAttestationObject, isoBase64URL } = await import('@simplewebauthn/server/helpers');
  try {
    const attestation = decodeAttestationObject(isoBase64URL.toBuffer(attestationObject));
    const format: string = attestation.get('fmt');
    return format === 'none' || (format === 'packed' && attestation.get('attStmt').get('x5c') === undefined);
  } catch {
    return false;
  }
}
