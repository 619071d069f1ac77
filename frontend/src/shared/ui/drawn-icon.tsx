import { type ComponentPropsWithRef, createElement } from 'react';

interface Drawing {
  node: readonly [tag: string, attributes: Record<string, string>][];
}

interface DrawnIconProps extends ComponentPropsWithRef<'svg'> {
  /** Pixels where text has its usual size; it grows along with the text. */
  size?: number;
}

/**
 * An icon of lucide as a plain picture. The build puts it in the place of lucide's own component, which can do far more
 * than is asked of it here.
 * @see build/slim-icons.ts
 */
export default function drawnIcon({ node }: Drawing) {
  return function DrawnIcon({ size = 24, ...rest }: DrawnIconProps) {
    const side = `${size / 16}rem`;
    return (
      <svg
        xmlns="http://www.w3.org/2000/svg"
        width={side}
        height={side}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth={2}
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden={rest['aria-label'] ? undefined : true}
        {...rest}
      >
        {/* oxlint-disable-next-line react/no-array-index-key -- lines never change places */}
        {node.map(([tag, attributes], at) => createElement(tag, { ...attributes, key: at }))}
      </svg>
    );
  };
}
