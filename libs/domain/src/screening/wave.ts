import type { Phase } from './phase.ts';

/** Comments by several authors with nearly the same text within this time are one wave. */
export const waveMinutes = 60;

/**
 * The same text by several authors is a campaign, so comments are held from the policy's number of authors on. Earlier
 * ones are published already. They are noted, so that a moderator finds all of them in one place.
 */
export const wave: Phase = (_draft, facts, { holdWaves }) =>
  holdWaves > 0 && facts.wave !== null && facts.wave.authors > 1
    ? {
        rule: 'wave',
        ruleVersion: 1,
        action: facts.wave.authors >= holdWaves ? 'hold' : 'note',
        evidence: { authors: facts.wave.authors, minutes: waveMinutes, wave: facts.wave.id },
      }
    : undefined;
