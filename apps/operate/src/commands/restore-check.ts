import { eraseAgainOn, exportLedger, readLedger } from '../restore/erase-again.ts';
import type { OperatorCommand } from '../line/command.ts';

export const checkErasures: OperatorCommand = {
  name: 'restore-check',
  summary: 'Repeat erasures that a restored backup undid (part of restore), or export the ledger of erasures',
  options: {
    ledger: { value: 'erasures.jsonl', summary: 'ledger exported after the backup was made' },
    export: { value: 'erasures.jsonl', summary: 'only write the ledger; store it apart from the backups' },
  },
  run: async ({ config, terminal, text }) => {
    const [ledger, file] = [text('ledger'), text('export')];
    if (file !== undefined) {
      terminal.print(`${await exportLedger(config, file)} erasures written to ${file}`);
      return 0;
    }
    const entries = ledger === undefined ? [] : readLedger(ledger);
    const { stillReadable } = await eraseAgainOn(config, { ledger: entries, print: terminal.print });
    return stillReadable === 0 ? 0 : 1;
  },
};
