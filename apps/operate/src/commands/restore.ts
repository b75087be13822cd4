import type { OperatorCommand } from '../line/command.ts';
import { typedPosition } from '../line/positions.ts';
import { readLedger } from '../restore/erase-again.ts';
import { restore } from '../restore/restore.ts';
import { withRestoreParts } from '../restore/restore-parts.ts';

export const restoreBackup: OperatorCommand = {
  name: 'restore',
  summary: 'After a backup was put back, and before the service is started: tell what is void, build anew, erase again',
  options: {
    ledger: {
      value: 'erasures.jsonl',
      summary: 'erasures exported after the backup (`colloquy restore-check --export`)',
    },
    at: {
      value: 'position',
      summary:
        'the last position that consumers have in common with the log, where they know it; else Kafka says, or it is the last one',
    },
    'from-beginning': {
      summary: 'hold every record in Kafka against the log, not only those back to where nothing differs',
    },
    'dry-run': { summary: 'only show what was found' },
    yes: { summary: 'do not ask' },
  },
  run: async ({ config, terminal, text, flag }) => {
    const [file, position] = [text('ledger'), text('at')];
    const options = {
      ledger: file === undefined ? [] : readLedger(file),
      at: position === undefined ? undefined : typedPosition(position, '--at'),
      everything: flag('from-beginning'),
      dryRun: flag('dry-run'),
      yes: flag('yes'),
      terminal,
    };
    return (await withRestoreParts(config, (parts) => restore(parts, options))) ? 0 : 1;
  },
};
