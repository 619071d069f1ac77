import { type ComponentPropsWithRef, useId, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import { classNames } from './class-names';
import styles from './text-area.module.css';

export interface TextAreaProps extends Omit<ComponentPropsWithRef<'textarea'>, 'id'> {
  /** Said, but not shown. */
  label: string;
  /** Why the text is refused: told below it. Left out where a text is never refused. */
  problem?: string | null;
  problemClassName?: string;
}

/** Text that is edited in its place; grows with its lines. */
export function TextArea({ label, problem, problemClassName, className, ...rest }: TextAreaProps) {
  const problemId = useId();
  const told = useRef<HTMLParagraphElement>(null);
  useLayoutEffect(() => {
    if (problem) told.current?.scrollIntoView?.({ block: 'nearest' });
  }, [problem]);
  return (
    <>
      <Growing
        rows={1}
        dir="auto"
        {...rest}
        aria-label={label}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? problemId : undefined}
        className={classNames(styles.area, className)}
      />
      {problem !== undefined && (
        <p ref={told} id={problemId} className={classNames(styles.problem, problemClassName)} role="alert">
          {problem}
        </p>
      )}
    </>
  );
}

function Growing({ ref, onInput, ...rest }: ComponentPropsWithRef<'textarea'>) {
  const area = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(ref, () => area.current as HTMLTextAreaElement, []);
  useLayoutEffect(() => grow(area.current));
  return (
    <textarea
      {...rest}
      ref={area}
      onInput={(event) => {
        grow(event.currentTarget);
        onInput?.(event);
      }}
    />
  );
}

/** For browsers whose text areas do not grow by themselves yet. */
function grow(area: HTMLTextAreaElement | null): void {
  if (!area || globalThis.CSS?.supports('field-sizing', 'content')) return;
  area.style.height = 'auto';
  area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
}
