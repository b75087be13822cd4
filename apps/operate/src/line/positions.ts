import { lastPosition, positionIn } from '#contracts/position';
import { UsedWrongly } from './failures.ts';

/** A position as typed. @throws UsedWrongly naming the operand or option that it is not */
export function typedPosition(text: string, name: string): number {
  const position = positionIn(text);
  if (position === undefined) throw new UsedWrongly(`${name}: expected a position, a number up to ${lastPosition}`);
  return position;
}
