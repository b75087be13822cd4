import { lastPosition, positionIn } from '#contracts/position';
import { UsedWrongly } from './failures.ts';

/** Parses a position. @throws UsedWrongly with the name of the invalid operand or option */
export function typedPosition(text: string, name: string): number {
  const position = positionIn(text);
  if (position === undefined)
    throw new UsedWrongly(`${name}: expected a position, a whole number up to ${lastPosition}`);
  return position;
}
