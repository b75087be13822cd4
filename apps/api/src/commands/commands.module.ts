import { Module } from '@nestjs/common';
import { Afterwards } from './afterwards';
import { CommandExecutor } from './command-executor';
import { SettingsCache } from './settings-cache';

/** The one path from a command to the log. */
@Module({
  providers: [Afterwards, CommandExecutor, SettingsCache],
  exports: [Afterwards, CommandExecutor, SettingsCache],
})
export class CommandsModule {}
