import { TextField, type TextFieldProps } from '../ui/text-field';

type CodeFieldProps = Omit<TextFieldProps, 'label' | 'type'>;

/**
 * What an authenticator app shows. Nothing is sent by itself when it is full: a slip can be mended first, as wrong codes
 * are counted.
 */
export function CodeField(props: CodeFieldProps) {
  return (
    <TextField
      hint="Six digits, new ones every half minute."
      {...props}
      label="Code of your authenticator app"
      inputMode="numeric"
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
    />
  );
}
