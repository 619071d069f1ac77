import type { Mail } from '../mail-queue.js';

interface MailContent {
  subject: string;
  /** How the person is called, if that is known for certain. */
  name?: string;
  paragraphs: string[];
  button?: { label: string; url: string };
  /** What to know besides, such as what to do when one did not ask for it. */
  footnote: string;
}

const LONGEST_NAME = 60;

/** Readable where programs that show mails take the style away, and in the dark where they do not. Nothing comes from elsewhere. */
const STYLE = `
  body { margin: 0; padding: 24px 16px; background: #f6f6f4; color: #22231f; font: 16px/1.5 system-ui, sans-serif; }
  main { max-width: 32rem; margin: 0 auto; padding: 24px; background: #ffffff; border-radius: 8px; }
  p { margin: 0 0 16px; }
  .button { display: inline-block; padding: 10px 16px; border-radius: 6px; background: #2f5d3a; color: #ffffff; text-decoration: none; }
  .address { word-break: break-all; font-size: 14px; }
  .footnote { margin: 0; font-size: 14px; color: #5c5e57; }
  @media (prefers-color-scheme: dark) {
    body { background: #191a17; color: #ececea; }
    main { background: #23241f; }
    a { color: #9fd0ab; }
    .button { background: #9fd0ab; color: #14210f; }
    .footnote { color: #b0b2a9; }
  }`;

/** A mail to somebody, as text and as HTML that say the same. */
export function renderMail(to: string, content: MailContent): Mail {
  return { to, subject: content.subject, text: asText(content), html: asHtml(content) };
}

function asText({ name, paragraphs, button, footnote }: MailContent): string {
  const link = button ? [`${button.label}:\n${button.url}`] : [];
  return `${[greeting(name), ...paragraphs, ...link, footnote, '-- \nLatch'].join('\n\n')}\n`;
}

function asHtml({ subject, name, paragraphs, button, footnote }: MailContent): string {
  const texts = [greeting(name), ...paragraphs].map((text) => `<p>${escaped(text)}</p>`);
  const url = escaped(button?.url ?? '');
  const link = button
    ? [
        `<p><a class="button" href="${url}">${escaped(button.label)}</a></p>`,
        `<p class="address">Or open this address: <a href="${url}">${url}</a></p>`,
      ]
    : [];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escaped(subject)}</title>
<style>${STYLE}
</style>
</head>
<body>
<main>
${[...texts, ...link].join('\n')}
<p class="footnote">${escaped(footnote)}</p>
</main>
</body>
</html>
`;
}

function greeting(name?: string): string {
  const oneLine = (name ?? '').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  const characters = Array.from(oneLine);
  const short = characters.length > LONGEST_NAME ? `${characters.slice(0, LONGEST_NAME).join('')}…` : oneLine;
  return short ? `Hello ${short},` : 'Hello,';
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
