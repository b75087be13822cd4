import type { Phase } from './phase.ts';

/** Comments that say nearly the same, by several authors within this time, are one matter. */
export const waveMinutes = 60;

/**
 * The same text by several authors is a campaign: it is held from as many authors on as the policy says. What came
 * before is published already, and noted, so that a moderator finds all of it in one place.
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
