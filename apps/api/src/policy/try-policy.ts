import type { Policy } from '#contracts/policy';
import type { TryPolicyAnswer, TryPolicyRequest } from '#contracts/policy-answers';
import { listedName } from '#domain/screening/banned-name';
import { type Found, nothingKnown } from '#domain/screening/phase';
import { screen } from '#domain/screening/screen';
import { matchesOf } from '#domain/screening/word-list';
import type { Lookalike } from '#domain/screening/phase';
import { measureText } from '../comments/measure-text.ts';

type Tried = Pick<TryPolicyAnswer, 'outcome' | 'text' | 'findings' | 'matches'>;

/** Applies a policy to a text or a name, as from a new guest under an article without its own mode. */
export function tryPolicy(
  policy: Policy,
  { text = '', authorName = '', language }: Omit<TryPolicyRequest, 'policy'>,
  lookalike: Lookalike | null,
): Tried {
  const draft = { ...measureText(text), language: language ?? null };
  const author = { lookalike, listedName: listedName(authorName, policy, draft.language), namesThemselves: true };
  // A name without a text must not be reported as too short.
  const rules = text === '' ? { ...policy, minLength: 0 } : policy;
  const findings = screen(draft, { ...nothingKnown, ...author }, rules);
  const seen = [draft.shown.text, draft.displayed?.text ?? '', authorName];
  const matches = new Map(
    seen
      .flatMap((words) => matchesOf(words, policy, { ...policy, language: draft.language }))
      .map(({ list, entry }) => [`${list} ${entry}`, { list, entry }]),
  );
  return {
    outcome: text === '' && authorName === '' ? null : outcomeOf(findings),
    text,
    findings: text === '' && authorName === '' ? [] : findings,
    matches: [...matches.values()],
  };
}

function outcomeOf(findings: readonly Found[]): TryPolicyAnswer['outcome'] {
  const actions = new Set(findings.map(({ action }) => action));
  if (actions.has('reject')) return 'refused';
  if (actions.has('nudge')) return 'reconsider';
  return actions.has('hold') ? 'held' : 'published';
}
