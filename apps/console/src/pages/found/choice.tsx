interface Props<T extends string> {
  readonly label: string;
  readonly value: T | '';
  /** The label of the empty choice; without it, one must be chosen. */
  readonly none?: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly choose: (value: T | '') => void;
  readonly disabled?: boolean;
}

/** A field that chooses one of a few. */
export const Choice = <T extends string>({ label, value, none, options, choose, disabled = false }: Props<T>) => (
  <label class="field">
    <span class="small">{label}</span>
    <select
      value={value}
      disabled={disabled}
      onChange={({ currentTarget }) => choose(options.find((one) => one.value === currentTarget.value)?.value ?? '')}
    >
      {none !== undefined && <option value="">{none}</option>}
      {options.map((one) => (
        <option key={one.value} value={one.value}>
          {one.label}
        </option>
      ))}
    </select>
  </label>
);
