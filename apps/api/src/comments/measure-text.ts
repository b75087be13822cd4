import type { Text } from '#domain/comment-commands';
import type { Draft } from '#domain/screening/phase';
import { displayedText } from '#markdown/displayed-text';
import { shownText } from '#markdown/shown-text';

export type MeasuredText = Text & Draft;

/** A text and what the rules ask about it: all of it is of what readers will see. Characters are code points. */
export function measureText(body: string): MeasuredText {
  const { shown, links } = shownText(body);
  return { body, shown, displayed: displayedText(shown), length: Array.from(shown.text).length, links };
}
