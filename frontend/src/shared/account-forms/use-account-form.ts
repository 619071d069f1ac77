import { createContext, type FocusEvent, type SubmitEvent, useContext, useEffect, useRef, useState } from 'react';
import type { Rule } from './account-rules';
import { toFormFailure } from './form-failure';

type Rules<Name extends string> = Record<Name, Rule>;
type Values<Name extends string> = Record<Name, string>;

/** Whether the page is there for its form, which then begins with the cursor in it. */
export const PageOfForm = createContext(false);

/**
 * A small form. The inputs keep their own text, so nothing that happens here can lose it, and what a password manager
 * filled in counts even when it told nobody. A field is looked at when it is left and on submit; once wrong, at each key.
 * @param submit may empty the fields with `reset`
 */
export function useAccountForm<Name extends string>(
  rules: Rules<Name>,
  submit: (values: Values<Name>, reset: () => void) => Promise<void>,
) {
  const form = useRef<HTMLFormElement>(null);
  const names = Object.keys(rules) as Name[];
  const [errors, setErrors] = useState<Partial<Values<Name>>>({});
  const [message, setMessage] = useState<string>();
  const [busy, setBusy] = useState(false);
  const pageOfForm = useContext(PageOfForm);
  useEffect(() => {
    if (pageOfForm) focusFirstField(form.current);
  }, [pageOfForm]);

  const check = (name: Name, value: string) => setErrors((before) => ({ ...before, [name]: rules[name](value) }));

  const showErrors = (found: Partial<Values<Name>>) => {
    setErrors(found);
    const first = names.find((name) => found[name]);
    if (first) (form.current?.elements.namedItem(first) as HTMLInputElement | null)?.focus();
  };

  const onSubmit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const values = valuesOf(event.currentTarget, names);
    const found = Object.fromEntries(names.map((name) => [name, rules[name](values[name])])) as Partial<Values<Name>>;
    setMessage(undefined);
    showErrors(found);
    if (Object.values(found).some(Boolean)) return;
    setBusy(true);
    try {
      await submit(values, () => form.current?.reset());
    } catch (error) {
      const failure = toFormFailure(error, names);
      setMessage(failure.message);
      showErrors(failure.fields as Partial<Values<Name>>);
    } finally {
      setBusy(false);
    }
  };

  const field = (name: Name) => ({
    name,
    error: errors[name],
    onBlur: (event: FocusEvent<HTMLInputElement>) => event.target.value && check(name, event.target.value),
    onInput: (event: { currentTarget: HTMLInputElement }) => errors[name] && check(name, event.currentTarget.value),
  });

  return {
    formProps: { ref: form, noValidate: true, onSubmit: (event: SubmitEvent<HTMLFormElement>) => void onSubmit(event) },
    field,
    message,
    busy,
  };
}

/** The first that is to be filled in, unless the person is somewhere else already. */
function focusFirstField(form: HTMLFormElement | null): void {
  const { activeElement } = document;
  if (!form || (activeElement && activeElement !== document.body && !activeElement.matches('h1'))) return;
  const fields = [...form.querySelectorAll<HTMLInputElement>('input:not([type="checkbox"], [readonly])')];
  (fields.find(({ value }) => value === '') ?? fields[0])?.focus();
}

function valuesOf<Name extends string>(form: HTMLFormElement, names: readonly Name[]): Values<Name> {
  const data = new FormData(form);
  return Object.fromEntries(names.map((name) => [name, (data.get(name) as string | null) ?? ''])) as Values<Name>;
}
