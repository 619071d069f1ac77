import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import './character-references';
import styles from './markdown.module.css';
import { safeAddress } from './safe-address';

/** Notes as they are meant: React elements only, so no HTML of theirs is ever run, and nothing remote is loaded by itself. */
export default function Markdown({ children }: { children: string }) {
  return (
    <div className={styles.text}>
      <ReactMarkdown
        remarkPlugins={[remarkGfm]}
        components={components}
        urlTransform={(address) => safeAddress(address)}
      >
        {children}
      </ReactMarkdown>
    </div>
  );
}

const components: Components = {
  a: ({ href, children }) => <OtherPage href={href}>{children}</OtherPage>,
  // A picture tells whoever serves it that it was looked at: it waits to be asked for.
  img: ({ src, alt }) => (
    <OtherPage href={typeof src === 'string' ? src : undefined}>Picture: {alt || 'untitled'}</OtherPage>
  ),
  // The box of a line to do. It shows what the notes say, and is changed there.
  input: ({ checked = false }) => (
    <input type="checkbox" disabled checked={checked} readOnly aria-label={checked ? 'Done' : 'To do'} />
  ),
  // One heading of the page is enough; those of notes are lesser ones.
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h4>{children}</h4>,
  h3: ({ children }) => <h5>{children}</h5>,
  h4: ({ children }) => <h6>{children}</h6>,
  h5: ({ children }) => <h6>{children}</h6>,
};

function OtherPage({ href, children }: { href: string | undefined; children: React.ReactNode }) {
  if (!href) return <span>{children}</span>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}
