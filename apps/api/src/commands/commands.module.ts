import { Module } from '@nestjs/common';
import { Afterwards } from './afterwards.ts';
import { CommandExecutor } from './command-executor.ts';
import { SettingsCache } from './settings-cache.ts';

/** The only path from a command to the log. */
@Module({
  providers: [Afterwards, CommandExecutor, SettingsCache],
  exports: [Afterwards, CommandExecutor, SettingsCache],
})
export class CommandsModule {}
