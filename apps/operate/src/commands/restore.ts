import type { OperatorCommand } from '../line/command.ts';
import { typedPosition } from '../line/positions.ts';
import { readLedger } from '../restore/erase-again.ts';
import { restore } from '../restore/restore.ts';
import { withRestoreParts } from '../restore/restore-parts.ts';

export const restoreBackup: OperatorCommand = {
  name: 'restore',
  summary: 'Finish restoring a backup before the service starts: declare lost events void, rebuild, repeat erasures',
  options: {
    ledger: {
      value: 'erasures.jsonl',
      summary: 'ledger exported after the backup was made (`colloquy restore-check --export`)',
    },
    at: {
      value: 'position',
      summary:
        'last position up to which consumers agree with the log (default: compared with Kafka; without Kafka the last position)',
    },
    'from-beginning': {
      summary: 'compare every record in Kafka with the log, not only the newest',
    },
    'dry-run': { summary: 'report only, change nothing' },
    yes: { summary: 'skip the confirmation' },
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
