import type { ReactNode } from 'react';

/** What people named or wrote themselves, within a line or a list: in its own direction, and never translated. */
export function OwnText({ className, children }: { className?: string | undefined; children: ReactNode }) {
  return (
    <bdi className={className} translate="no">
      {children}
    </bdi>
  );
}

/**
 * A sentence in which people's own text stands between quotation marks, as `quote` puts it. Each part is an element of its
 * own, since what translates a page replaces text nodes, and React would go on writing into those that are gone.
 */
export function Sentence({ children }: { children: string }) {
  const parts = children.split(/“([^”]*)”/);
  if (parts.length === 1) return <span>{children}</span>;
  return (
    <span>
      {parts.map((part, index) => {
        // The order is all that tells the parts apart.
        const key = `${index} ${part}`;
        if (index % 2 === 1) return <OwnText key={key}>{part}</OwnText>;
        return <span key={key}>{`${index > 0 ? '”' : ''}${part}${index < parts.length - 1 ? '“' : ''}`}</span>;
      })}
    </span>
  );
}
