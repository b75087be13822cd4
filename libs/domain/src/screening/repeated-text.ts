import type { Phase } from './phase.ts';

/** The same text again within minutes is a double click or a flood. Coral remembers texts for 6 minutes. */
export const repeatedText: Phase = (_draft, facts, { repeatedTextMinutes }) =>
  repeatedTextMinutes > 0 && facts.repeated
    ? {
        rule: 'repeated-text',
        ruleVersion: 2,
        action: 'hold',
        evidence: { repeated: true, minutes: repeatedTextMinutes },
      }
    : undefined;
