// npm run events:bump-position [-- <position>]: after a backup was restored; the position is the last one that a consumer of Kafka has seen.
import { bump } from './bump';
import { CannotDo, runCommand } from './operator-command';

void runCommand(({ pool }) => {
  const [given = '0', ...more] = process.argv.slice(2);
  if (more.length > 0 || !/^\d{1,15}$/.test(given))
    throw new CannotDo('usage: npm run events:bump-position [-- <position>]');
  return bump(pool, Number(given));
});
