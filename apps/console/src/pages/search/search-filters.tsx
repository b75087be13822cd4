import type { CommentStatus } from '#contracts/vocabulary';
import { keysOf } from '#contracts/keys-of';
import { decidingTexts } from '../../deciding/texts.ts';
import { reasonsByKey } from '../../deciding/verdict.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { pagesTexts } from '../found/texts.ts';
import { Choice } from '../found/choice.tsx';
import { SearchField } from '../found/search-field.tsx';
import { searchTexts } from './texts.ts';

type Filters = Readonly<Record<string, string>>;

const statuses = keysOf<Record<CommentStatus, number>>({
  held: 0,
  escalated: 0,
  published: 0,
  approved: 0,
  rejected: 0,
  withdrawn: 0,
  erased: 0,
});

interface Props {
  readonly filters: Filters;
  readonly change: (changes: Filters) => void;
}

/** The search form. The address holds all of its values. */
export const SearchFilters = ({ filters, change }: Props) => {
  const { texts } = useTexts(searchTexts);
  const { texts: common } = useTexts(pagesTexts);
  const deciding = useTexts(decidingTexts).texts;
  const given = (name: string): string => filters[name] ?? '';
  const rules = keysOf(texts.rules);
  return (
    <div class="filters many" role="search">
      <SearchField
        label={texts.words}
        hint={texts.wordsHint}
        value={given('q')}
        change={(q) => change({ q })}
        focused
      />
      <Choice
        label={texts.status}
        value={chosen(statuses, given('status'))}
        none={common.all}
        options={statuses.map((value) => ({ value, label: deciding.statuses[value] }))}
        choose={(status) => change({ status })}
      />
      <Choice
        label={texts.reason}
        value={chosen(reasonsByKey, given('reason'))}
        none={common.all}
        options={reasonsByKey.map((value) => ({ value, label: deciding.reasons[value] }))}
        choose={(reason) => change({ reason })}
      />
      <Choice
        label={texts.rule}
        value={chosen(rules, given('rule'))}
        none={common.all}
        options={rules.map((value) => ({ value, label: texts.rules[value] }))}
        choose={(rule) => change({ rule })}
      />
      <Dates filters={filters} change={change} />
    </div>
  );
};

const Dates = ({ filters, change }: Props) => {
  const { texts } = useTexts(searchTexts);
  const { from = '', to = '' } = filters;
  return (
    <>
      <DateField label={texts.from} value={from} max={to} change={(day) => change({ from: day })} />
      <DateField label={texts.to} value={to} min={from} change={(day) => change({ to: day })} />
    </>
  );
};

interface DateProps {
  readonly label: string;
  readonly value: string;
  readonly min?: string;
  readonly max?: string;
  readonly change: (value: string) => void;
}

const DateField = ({ label, value, min, max, change }: DateProps) => (
  <label class="field">
    <span class="small">{label}</span>
    <input
      type="date"
      value={value}
      min={min || undefined}
      max={max || undefined}
      onChange={({ currentTarget }) => change(currentTarget.value)}
    />
  </label>
);

const chosen = <T extends string>(options: readonly T[], value: string): T | '' =>
  options.find((one) => one === value) ?? '';
