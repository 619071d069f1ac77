import { inApp } from './base-path';

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createHTML: (text: string) => string | null; createScriptURL: (url: string) => string | null },
  ): void;
}

/** The one script that a script of the app may start. */
export const SERVICE_WORKER = inApp('/service-worker.js');

/** Like `&copy;`, and nothing that could be an element. */
const CHARACTER_REFERENCE = /^&[A-Za-z][A-Za-z\d]*;$/;

/**
 * The one policy that the page allows (Trusted Types); it refuses all else. The parser of Markdown asks the browser what a
 * character reference stands for, by an element's `innerHTML`: that is the one text any script here may turn into HTML.
 */
(globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('default', {
  createHTML: (text) => (CHARACTER_REFERENCE.test(text) ? text : null),
  createScriptURL: (url) => (url === SERVICE_WORKER ? url : null),
});
