import { Module } from '@nestjs/common';
import { CommandsModule } from '../commands/commands.module.ts';
import { IdentityModule } from '../identity/identity.module.ts';
import { ModerationModule } from '../moderation/moderation.module.ts';
import { ViewerController } from './viewer.controller.ts';

/** The reader's own data about an article. */
@Module({
  imports: [CommandsModule, IdentityModule, ModerationModule],
  controllers: [ViewerController],
})
export class ViewerModule {}
