import { useEffect, useState } from 'preact/hooks';
import { languageOf } from '#contracts/language-subtags';
import type { TryPolicyAnswer } from '#contracts/policy-answers';
import { useDesk } from '../../desk/desk-context.ts';
import { type Asked, useAnswer } from '../../parts/use-answer.ts';
import type { PolicyDraft } from './document.ts';

/** The fields of the box, as typed. */
export interface TriedText {
  readonly text: string;
  readonly authorName: string;
  readonly language: string;
}

/** The service takes what BCP 47 takes; a name such as "German" is a well-formed tag, and of no language. */
export const isLanguageTag = (typed: string): boolean =>
  /^[a-z]{2,3}(?:-|$)/i.test(typed) && languageOf(typed) !== undefined;

/** Long enough that a typed word is one request, short enough that the answer seems immediate. */
const pauseMs = 400;

/** The service's result for a policy and a text, requested a moment after the last change of either. */
export function useTried(draft: PolicyDraft, tried: TriedText): Asked<TryPolicyAnswer> {
  const { siteApi } = useDesk();
  const given = Object.entries(tried)
    .map(([name, value]) => [name, value.trim()] as const)
    .filter(([name, value]) => value !== '' && (name !== 'language' || isLanguageTag(value)));
  const question = JSON.stringify({ policy: draft, ...Object.fromEntries(given) });
  const settled = useSettled(question);
  return useAnswer(() => siteApi.peek().tryPolicy(settled), settled);
}

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
