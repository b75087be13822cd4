// npm run events:bump-position [-- <position>]: after a backup was restored; the position is the last one that a consumer of Kafka has seen.
// npm run events:bump-position -- --undo: after a wrong number, as long as no event was appended.
import { lastPosition, positionIn } from '#contracts/position';
import { bump, unbump } from './bump';
import { CannotDo, runCommand } from './operator-command';

void runCommand(({ pool }) => {
  const [given = '0', ...more] = process.argv.slice(2);
  if (given === '--undo' && more.length === 0) return unbump(pool);
  const position = positionIn(given);
  if (more.length > 0 || position === undefined)
    throw new CannotDo(
      `usage: npm run events:bump-position [-- <position> | --undo]; a position is a number up to ${lastPosition}`,
    );
  return bump(pool, position);
});
