import type { PolicyWarning } from '#contracts/policy-answers';
import { useId, useState } from 'preact/hooks';
import { useTexts } from '../../desk/use-texts.ts';
import { pagesTexts } from '../found/texts.ts';
import { type PolicyDraft, messagesIn, textsIn } from './document.ts';
import type { Field } from './fields.ts';
import { MessagesEditor } from './messages-editor.tsx';
import { namingIn, ruleText } from './naming.ts';
import { policyTexts } from './texts.ts';
import { Warned } from './warned.tsx';

export interface FieldProps<Kind extends Field['kind'] = Field['kind']> {
  readonly field: Extract<Field, { kind: Kind }>;
  readonly value: unknown;
  /** The whole policy: messages are shown with its address of the rules. */
  readonly draft: PolicyDraft;
  /** Of this rule's entries. */
  readonly warnings: readonly PolicyWarning[];
  readonly change: (value: unknown) => void;
}

/** The form field of one rule, chosen by its schema. */
export const RuleField = ({ field, ...rest }: FieldProps) => {
  switch (field.kind) {
    case 'switch':
      return <Switch field={field} {...rest} />;
    case 'number':
      return <NumberField field={field} {...rest} />;
    case 'choice':
      return <ChoiceField field={field} {...rest} />;
    case 'several':
      return <Several field={field} {...rest} />;
    case 'words':
      return <WordsField field={field} {...rest} />;
    case 'address':
      return <AddressField field={field} {...rest} />;
    case 'messages':
      return (
        <MessagesEditor most={field.most} messages={messagesIn(rest.value)} draft={rest.draft} change={rest.change} />
      );
    case 'unknown':
      return null;
  }
};

const useRule = (field: Field) => {
  const { texts, words } = useTexts(policyTexts);
  const { texts: common } = useTexts(pagesTexts);
  const id = useId();
  return { ...ruleText(field, words.language), naming: namingIn(words.language, common), texts, id };
};

const Hint = ({ id, children }: { id: string; children: string }) =>
  children === '' ? null : (
    <small class="muted" id={`${id}-hint`}>
      {children}
    </small>
  );

const Switch = ({ field, value, change }: FieldProps<'switch'>) => {
  const { label, hint, id } = useRule(field);
  return (
    <label class="check">
      <input type="checkbox" checked={value === true} onChange={({ currentTarget }) => change(currentTarget.checked)} />
      <span>
        {label}
        <Hint id={id}>{hint}</Hint>
      </span>
    </label>
  );
};

const NumberField = ({ field, value, change }: FieldProps<'number'>) => {
  const { label, hint, id } = useRule(field);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="number"
        dir="ltr"
        required
        min={field.min}
        max={field.max}
        step={field.whole ? 1 : 'any'}
        value={Number.isNaN(value) ? '' : Number(value)}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onInput={({ currentTarget }) => change(currentTarget.valueAsNumber)}
      />
      <Hint id={id}>{hint}</Hint>
    </div>
  );
};

const ChoiceField = ({ field, value, change }: FieldProps<'choice'>) => {
  const { label, hint, naming, id } = useRule(field);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={String(value)}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={({ currentTarget }) => change(currentTarget.value)}
      >
        {field.options.map((one) => (
          <option key={one} value={one}>
            {naming.option(field.name, one)}
          </option>
        ))}
      </select>
      <Hint id={id}>{hint}</Hint>
    </div>
  );
};

const Several = ({ field, value, change }: FieldProps<'several'>) => {
  const { label, hint, naming, id } = useRule(field);
  const chosen = textsIn(value);
  const toggle = (one: string, on: boolean): void =>
    change(on ? [...chosen, one] : chosen.filter((other) => other !== one));
  return (
    <div class="field several" role="group" aria-labelledby={id}>
      <span id={id} class="legend">
        {label}
      </span>
      <div class="options">
        {field.options.map((one) => (
          <label key={one} class="check">
            <input
              type="checkbox"
              checked={chosen.includes(one)}
              onChange={({ currentTarget }) => toggle(one, currentTarget.checked)}
            />
            <span>{naming.option(field.name, one)}</span>
          </label>
        ))}
      </div>
      <Hint id={id}>{hint}</Hint>
    </div>
  );
};

const WordsField = ({ field, value, warnings, change }: FieldProps<'words'>) => {
  const { label, hint, texts, id } = useRule(field);
  const words = textsIn(value);
  // The typed text may end in an empty line, which the list does not contain.
  const [typed, setTyped] = useState(words.join('\n'));
  const shown = sameWords(wordsIn(typed), words) ? typed : words.join('\n');
  return (
    <div class="field words">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        rows={5}
        dir="auto"
        spellcheck={false}
        value={shown}
        aria-describedby={`${id}-hint ${id}-warned`}
        onInput={({ currentTarget }) => {
          setTyped(currentTarget.value);
          change(wordsIn(currentTarget.value));
        }}
      />
      <Hint id={id}>{`${texts.perLine}. ${hint}`}</Hint>
      <Warned warnings={warnings} id={`${id}-warned`} />
    </div>
  );
};

const wordsIn = (typed: string): string[] =>
  typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
const sameWords = (one: readonly string[], other: readonly string[]): boolean => one.join('\n') === other.join('\n');

const AddressField = ({ field, value, change }: FieldProps<'address'>) => {
  const { label, hint, id } = useRule(field);
  return (
    <div class="field wide">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="url"
        dir="ltr"
        pattern="https?://.+"
        maxLength={field.longest}
        value={typeof value === 'string' ? value : ''}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onInput={({ currentTarget }) => change(currentTarget.value === '' ? null : currentTarget.value)}
      />
      <Hint id={id}>{hint}</Hint>
    </div>
  );
};
