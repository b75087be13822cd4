import { erasures } from './erasures';
import { exportLedger, readLedger, restoreCheck } from '../restore/erase-again';
import { rotateEncryptionKey } from './rotate-encryption-key';
import type { Command } from '../command';

export const checkErasures: Command = {
  name: 'restore-check',
  summary: 'Erase again whom a restored backup brought back (a part of restore), or export the ledger of erasures',
  options: {
    ledger: { value: 'erasures.jsonl', summary: 'an export taken after the backup' },
    export: { value: 'erasures.jsonl', summary: 'only write the ledger, to be kept apart from the backups' },
  },
  run: async ({ config, terminal, text }) => {
    const [ledger, file] = [text('ledger'), text('export')];
    if (file !== undefined) {
      terminal.print(`${await exportLedger(config, file)} erasures written to ${file}`);
      return 0;
    }
    const entries = ledger === undefined ? [] : readLedger(ledger);
    const { stillReadable } = await restoreCheck(config, { ledger: entries, print: terminal.print });
    return stillReadable === 0 ? 0 : 1;
  },
};

export const listErasures: Command = {
  name: 'erasures',
  summary: 'List the erasures that are not complete; exit code 1 where one has taken longer than an hour',
  options: {
    all: { summary: 'also those that are complete' },
    retry: { value: 'author', summary: 'have that one attempted now' },
  },
  run: async ({ config, terminal, text, flag }) => {
    const { lines, overdue } = await erasures(config, { all: flag('all'), retry: text('retry') });
    for (const line of lines) terminal.print(line);
    return overdue ? 1 : 0;
  },
};

export const rotateKey: Command = {
  name: 'rotate-encryption-key',
  summary: 'Replace the key that wraps the keys of personal data, while the service is stopped',
  run: async ({ config, terminal }) => {
    const { rewrapped, switched } = await rotateEncryptionKey(config);
    const state = switched
      ? 'the database asks for the new key from now on'
      : 'the database was under the new key already';
    terminal.print(`${rewrapped} keys wrapped anew; ${state}`);
    return 0;
  },
};
