import { type ComponentPropsWithRef, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import { classNames } from './class-names';
import { Field } from './field';
import styles from './text-area.module.css';

export interface TextAreaProps extends Omit<ComponentPropsWithRef<'textarea'>, 'id'> {
  label: string;
  hint?: string;
  error?: string;
  /** For editing in place: no box, and the label is said but not shown. */
  bare?: boolean;
}

/** Several lines of text; grows with them. */
export function TextArea({ label, hint, error, bare, className, ...rest }: TextAreaProps) {
  if (bare) {
    return (
      <Growing rows={1} {...rest} aria-label={label} className={classNames(styles.area, styles.bare, className)} />
    );
  }
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => <Growing rows={3} {...rest} {...control} className={classNames(styles.area, className)} />}
    </Field>
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
