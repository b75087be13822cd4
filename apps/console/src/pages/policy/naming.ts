import { isKeyOf } from '#contracts/keys-of';
import type { PagesTexts } from '../found/texts.ts';
import type { Language } from '../../languages/texts.ts';
import type { Naming } from './changes.ts';
import type { Field } from './fields.ts';
import { type RuleText, nameRuleTexts, nudgeTexts, ruleTexts } from './rules.ts';

/** The label and hint of a rule. A rule of a newer service has its English description from the schema. */
export function ruleText({ name, description }: Field, language: Language): RuleText {
  const rules: Readonly<Record<string, RuleText>> = ruleTexts[language];
  return rules[name] ?? { label: description || name, hint: '' };
}

export const namingIn = (language: Language, { modes }: Pick<PagesTexts, 'modes'>): Naming => ({
  field: (field) => ruleText(field, language).label,
  option: (name, value) => {
    const all = { mode: modes, lookalikeNames: nameRuleTexts[language], staffNames: nameRuleTexts[language] };
    const names: Readonly<Record<string, string>> = isKeyOf(all, name) ? all[name] : nudgeTexts[language];
    return names[value] ?? value;
  },
});
