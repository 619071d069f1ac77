import { type ComponentPropsWithoutRef, type MouseEvent, type ReactNode, useId } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import '../../trusted-types';
import styles from './markdown.module.css';

/** One tilde strikes nothing out: it is what people write between two numbers. */
const PLUGINS = [[remarkGfm, { singleTilde: false }]] as [[typeof remarkGfm, { singleTilde: boolean }]];

/** Notes as they are meant: React elements only, so no HTML of theirs is ever run, and nothing remote is loaded by itself. */
export default function Markdown({ children }: { children: string }) {
  // Footnotes have ids, which must be the only ones of the page.
  const clobberPrefix = `notes-${useId().replaceAll(/\W/g, '')}-`;
  return (
    <div className={styles.text} dir="auto" translate="no" data-notes="">
      <ReactMarkdown
        remarkPlugins={PLUGINS}
        remarkRehypeOptions={{ clobberPrefix }}
        components={components}
        urlTransform={(address) => safeAddress(address)}
      >
        {children}
      </ReactMarkdown>
    </div>
  );
}

const components: Components = {
  a: (props) =>
    isOfFootnote(props) ? <WithinNotes {...props} /> : <OtherPage href={props.href}>{props.children}</OtherPage>,
  // A picture tells its server that it was looked at, so it is loaded on request only.
  img: ({ src, alt }) => (
    <OtherPage href={typeof src === 'string' ? src : undefined}>{`Picture: ${alt || 'untitled'}`}</OtherPage>
  ),
  // The box of a line to do. It shows what the notes say, and is changed there.
  input: ({ checked = false }) => (
    <input type="checkbox" disabled checked={checked} readOnly aria-label={checked ? 'Done' : 'To do'} />
  ),
  // A footnote takes the focus when somebody follows its number.
  li: ({ id, children }) => (
    <li id={id} tabIndex={id ? -1 : undefined}>
      {children}
    </li>
  ),
  // One heading of the page is enough; those of notes are lesser ones.
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h4>{children}</h4>,
  h3: ({ children }) => <h5>{children}</h5>,
  h4: ({ children }) => <h6>{children}</h6>,
  h5: ({ children }) => <h6>{children}</h6>,
};

function isOfFootnote(props: object): boolean {
  return 'data-footnote-ref' in props || 'data-footnote-backref' in props;
}

/** From a number to its footnote and back. Not by the address, as Back closes the panel. */
function WithinNotes({ href = '', id, children, ...rest }: ComponentPropsWithoutRef<'a'>) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    event.preventDefault();
    const target = event.currentTarget
      .closest('[data-notes]')
      ?.querySelector<HTMLElement>(`#${CSS.escape(href.slice(1))}`);
    target?.focus();
  };
  return (
    <a href={href} id={id} aria-label={rest['aria-label']} onClick={follow}>
      {children}
    </a>
  );
}

function OtherPage({ href, children }: { href: string | undefined; children: ReactNode }) {
  // An address within the page leads nowhere from notes.
  if (!href || href.startsWith('#')) return <span>{children}</span>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}

const PROTOCOLS = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/** @returns an address somebody wrote into notes if following it can do no harm, or else nothing */
export function safeAddress(address: string): string {
  if (!URL.canParse(address, 'https://relative.invalid')) return '';
  return PROTOCOLS.has(new URL(address, 'https://relative.invalid').protocol) ? address : '';
}
