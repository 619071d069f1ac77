import { type KeyboardEvent, type MouseEvent, useState } from 'react';
import { ConcealIcon, RevealIcon } from './icons';
import { IconButton } from './icon-button';
import { TextField, type TextFieldProps } from './text-field';

export type PasswordFieldProps = Omit<TextFieldProps, 'type' | 'trailing' | 'status'>;

/** A password: can be looked at, and says when caps lock is on. Password managers see an ordinary password input. */
export function PasswordField({ onBlur, ...rest }: PasswordFieldProps) {
  const [revealed, setRevealed] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const lookAtCapsLock = (event: KeyboardEvent | MouseEvent) => setCapsLock(event.getModifierState('CapsLock'));
  return (
    <TextField
      {...rest}
      type={revealed ? 'text' : 'password'}
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      onKeyDown={lookAtCapsLock}
      onKeyUp={lookAtCapsLock}
      onMouseDown={lookAtCapsLock}
      onBlur={(event) => {
        setCapsLock(false);
        onBlur?.(event);
      }}
      status={capsLock && 'Caps lock is on.'}
      trailing={
        <IconButton
          label={revealed ? 'Hide password' : 'Show password'}
          onClick={() => setRevealed((before) => !before)}
        >
          {revealed ? <ConcealIcon size={20} aria-hidden="true" /> : <RevealIcon size={20} aria-hidden="true" />}
        </IconButton>
      }
    />
  );
}
