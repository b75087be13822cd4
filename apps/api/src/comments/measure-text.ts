import type { Text } from '#domain/comment-commands';
import type { Draft } from '#domain/screening/phase';
import { displayedText } from '#markdown/displayed-text';
import { shownText } from '#markdown/shown-text';

export type MeasuredText = Text & Draft;

/**
 * Measures a text as readers will see it. `length` is at most that of the typed text, because rendering adds characters
 * that the author did not write: link targets and the ends of bidirectional runs.
 */
export function measureText(body: string): MeasuredText {
  const { shown, links } = shownText(body);
  return {
    body,
    shown,
    displayed: displayedText(shown),
    length: Math.min(charactersIn(shown.text), charactersIn(body)),
    links,
  };
}

/** Code points, the unit in which the API contract states lengths. */
const charactersIn = (text: string): number => Array.from(text).length;
