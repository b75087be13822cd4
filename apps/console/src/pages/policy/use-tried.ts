import { useEffect, useState } from 'preact/hooks';
import type { TryPolicyAnswer } from '#contracts/policy-answers';
import { useDesk } from '../../desk/desk-context.ts';
import { type Asked, useAnswer } from '../../parts/use-answer.ts';
import type { PolicyDraft } from './document.ts';

/** What is tried, each as it was typed. */
export interface TriedText {
  readonly text: string;
  readonly authorName: string;
  readonly language: string;
}

/** Long enough that a word is asked about once, short enough that nobody waits. */
const pauseMs = 400;

/** What the service says of a policy, and of a text by it, a moment after either was changed last. */
export function useTried(draft: PolicyDraft, tried: TriedText): Asked<TryPolicyAnswer> {
  const { siteApi } = useDesk();
  const given = Object.entries(tried).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, value.trim()]]));
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
