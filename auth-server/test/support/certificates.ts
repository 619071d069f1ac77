/** Vouches for nothing; its list of revoked certificates is at `http://127.0.0.1:00000/crl`. */
const CERTIFICATE =
  'MIIBnDCCAUOgAwIBAgIUXlLAykJPen2KIJKeASsgm+BId54wCgYIKoZIzj0EAwIwDDEKMAgGA1UEAwwBeDAgFw0yNjExMjExNTU1NTVaGA8yMTI2MTAyODE1NTU1NVowDDEKMAgGA1UEAwwBeDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABPaWKolxCvsrz+oV+O11OrOeIsG/09gsjGDhCZtNcfaKzgF+CCpwLj8BoQvm4OPKZ53Stk9YJTieT2cXMEIZdMmjgYAwfjAdBgNVHQ4EFgQUjtgYFUMTmxN79crt01p0YI7q58kwHwYDVR0jBBgwFoAUjtgYFUMTmxN79crt01p0YI7q58kwDwYDVR0TAQH/BAUwAwEB/zArBgNVHR8EJDAiMCCgHqAchhpodHRwOi8vMTI3LjAuMC4xOjAwMDAwL2NybDAKBggqhkjOPQQDAgNHADBEAiAHdpBmPyQSJ3dH+Gu/o4WUEUYthvoemHrvxtCGZWfKbgIgTBQRx/LFTtoSQTg5Gz8Sd7pkCXcUgfWozrQFILpEoY0=';

/** A certificate that wants to be looked up at a port of this machine. */
export function certificateNaming(port: number): Uint8Array {
  const bytes = Buffer.from(CERTIFICATE, 'base64').toString('latin1');
  return new Uint8Array(Buffer.from(bytes.replace('00000', String(port).padStart(5, '0')), 'latin1'));
}
