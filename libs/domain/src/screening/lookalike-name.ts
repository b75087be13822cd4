import type { NameRule } from '#contracts/vocabulary';
import type { Found, Phase } from './phase.ts';

/** A name that readers may take for somebody else's. The evidence says whose by their id: a name is never in clear. */
export const lookalikeName: Phase = (_draft, { lookalike, namesThemselves }, policy) => {
  if (!lookalike) return undefined;
  const { of, authorId, isPublic } = lookalike;
  const mayBeTold = namesThemselves && isPublic;
  const action = actionOf(of === 'author' ? policy.lookalikeNames : policy.staffNames, mayBeTold);
  const evidence = { of, ...(authorId !== null && { authorId }) };
  return action && { rule: 'lookalike-name', ruleVersion: 1, action, evidence };
};

/** Only who can choose another name is told that this one will not do. */
function actionOf(rule: NameRule, mayBeTold: boolean): Found['action'] | undefined {
  switch (rule) {
    case 'off':
      return undefined;
    case 'mark':
      return 'note';
    case 'hold':
      return 'hold';
    case 'refuse':
      return mayBeTold ? 'reject' : 'hold';
  }
}
