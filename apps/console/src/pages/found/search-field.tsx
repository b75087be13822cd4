import { useEffect, useRef, useState } from 'preact/hooks';

interface Props {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly focused?: boolean;
}

/** Long enough that a typed word is one request, short enough that the answer seems immediate. */
const pauseMs = 250;

/** A field whose search begins while one types. */
export const SearchField = ({ label, hint, value, change, focused = false }: Props) => {
  const [typed, setTyped] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (focused) field.current?.focus({ preventScroll: true });
  }, [focused]);
  const soon = (text: string): void => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => change(text.trim()), pauseMs);
  };
  return (
    <label class="field search-field">
      <span class="small">{label}</span>
      <input
        ref={field}
        type="search"
        dir="auto"
        value={typed}
        placeholder={hint}
        maxLength={200}
        // Browsers empty such a field by it.
        onKeyDown={(event) => event.key === 'Escape' && event.preventDefault()}
        onInput={({ currentTarget }) => soon(currentTarget.value)}
      />
    </label>
  );
};
