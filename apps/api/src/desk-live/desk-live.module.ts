import { Module } from '@nestjs/common';
import { CommandsModule } from '../commands/commands.module.ts';
import { DeskModule } from '../desk/desk.module.ts';
import { LiveModule } from '../live/live.module.ts';
import { ModerationModule } from '../moderation/moderation.module.ts';
import { ReadingModule } from '../reading/reading.module.ts';
import { ClaimNewsFeed } from './claim-news.ts';
import { DeskChanges } from './desk-changes.ts';
import { DeskHub } from './desk-hub.ts';
import { DeskLiveController } from './desk-live.controller.ts';

/** Live updates for moderators. */
@Module({
  imports: [CommandsModule, DeskModule, LiveModule, ModerationModule, ReadingModule],
  controllers: [DeskLiveController],
  providers: [ClaimNewsFeed, DeskChanges, DeskHub],
})
export class DeskLiveModule {}
