import type { NameRule } from '#contracts/vocabulary';
import type { Found, Phase } from './phase';

/** A name that readers may take for somebody else's. The evidence says whose by their id: a name is never in clear. */
export const lookalikeName: Phase = (_draft, { lookalike, namesThemselves }, policy) => {
  if (!lookalike) return undefined;
  const { of, authorId } = lookalike;
  const action = actionOf(of === 'author' ? policy.lookalikeNames : policy.staffNames, namesThemselves);
  const evidence = { of, ...(authorId !== null && { authorId }) };
  return action && { rule: 'lookalike-name', ruleVersion: 1, action, evidence };
};

function actionOf(rule: NameRule, namesThemselves: boolean): Found['action'] | undefined {
  switch (rule) {
    case 'off':
      return undefined;
    case 'mark':
      return 'note';
    case 'hold':
      return 'hold';
    case 'refuse':
      return namesThemselves ? 'reject' : 'hold';
  }
}
