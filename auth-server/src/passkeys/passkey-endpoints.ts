/** Better Auth's, below /api/auth. */
export const PASSKEY_ENDPOINTS = {
  registrationOptions: '/passkey/generate-register-options',
  register: '/passkey/verify-registration',
  signInOptions: '/passkey/generate-authenticate-options',
  signIn: '/passkey/verify-authentication',
};

/** Ours, beside them. */
export const CONFIRM_PASSKEY_ENDPOINT = '/confirm-passkey';
