import type { NameRule } from '#contracts/vocabulary';
import type { Found, Phase } from './phase.ts';

/**
 * A name that readers may mistake for another person's. The evidence contains that person's id, because names are
 * personal data.
 */
export const lookalikeName: Phase = (_draft, { lookalike, namesThemselves }, policy) => {
  if (!lookalike) return undefined;
  const { of, authorId, isPublic } = lookalike;
  const mayRefuse = namesThemselves && isPublic;
  const action = actionOf(of === 'author' ? policy.lookalikeNames : policy.staffNames, mayRefuse);
  const evidence = { of, ...(authorId !== null && { authorId }) };
  return action && { rule: 'lookalike-name', ruleVersion: 1, action, evidence };
};

/** Refuses a name only if its author can choose another one and the refusal reveals no moderator. */
function actionOf(rule: NameRule, mayRefuse: boolean): Found['action'] | undefined {
  switch (rule) {
    case 'off':
      return undefined;
    case 'mark':
      return 'note';
    case 'hold':
      return 'hold';
    case 'refuse':
      return mayRefuse ? 'reject' : 'hold';
  }
}
