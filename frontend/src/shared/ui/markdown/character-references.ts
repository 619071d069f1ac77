interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML: (text: string) => string | null }): void;
}

/** Like `&copy;`, and nothing that could be an element. */
const CHARACTER_REFERENCE = /^&[A-Za-z][A-Za-z\d]*;$/;

/**
 * The parser of Markdown asks the browser what a character reference stands for, by an element's `innerHTML`. That is the
 * one text any script here may turn into HTML: the page's policy refuses all others (Trusted Types).
 */
(globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('default', {
  createHTML: (text) => (CHARACTER_REFERENCE.test(text) ? text : null),
});
