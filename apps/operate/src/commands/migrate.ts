import { openCommandDatabase } from '#platform/database';
import { migrateDatabase } from '#platform/foundation';
import { createLogger } from '#platform/logger';
import { whileOpen } from '#platform/opened';
import type { OperatorCommand } from '../line/command.ts';

export const migrateSchema: OperatorCommand = {
  name: 'migrate',
  summary: 'Update the tables to this version, as the user of MIGRATE_DATABASE_URL',
  run: ({ config, terminal }) =>
    whileOpen(async (opened) => {
      const database = await openCommandDatabase(config);
      opened.add(() => database.close());
      const applied = await migrateDatabase(config, database.url, createLogger(config.LOG_LEVEL, 'command'));
      for (const migration of applied) terminal.print(`applied ${migration}`);
      terminal.print(applied.length === 0 ? 'the tables are up to date' : 'the tables are up to date now');
      return 0;
    }),
};
