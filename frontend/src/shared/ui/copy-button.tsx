import { useState } from 'react';
import { announce } from './announcements';
import { Button } from './button';
import { CheckIcon, CopyIcon } from './icons';

interface CopyButtonProps {
  /** What is copied. */
  text: string;
  children: string;
}

/** Copies something that is shown beside it; not there where the browser does not let pages copy, which is without https. */
export function CopyButton({ text, children }: CopyButtonProps) {
  const [copied, setCopied] = useState<string>();
  if (!('clipboard' in navigator)) return null;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(text);
      announce('Copied.');
    } catch {
      announce('It could not be copied. Select it and copy it yourself.');
    }
  };
  const icon = { size: 20, 'aria-hidden': true } as const;
  return (
    <Button onClick={() => void copy()}>
      {copied === text ? <CheckIcon {...icon} /> : <CopyIcon {...icon} />}
      <span>{copied === text ? 'Copied' : children}</span>
    </Button>
  );
}
