import type { Text } from '#domain/comment-commands';
import type { Draft } from '#domain/screening/phase';
import { displayedText } from '#markdown/displayed-text';
import { shownText } from '#markdown/shown-text';

export type MeasuredText = Text & Draft;

/**
 * A text and what the rules ask about it: all of it is of what readers will see. It is never longer than what was
 * typed: where a link leads to, and ends of runs in another direction, are added for the readers' sake.
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

/** Code points, as readers of the contract count them. */
const charactersIn = (text: string): number => Array.from(text).length;
