import { Module } from '@nestjs/common';
import { CommandsModule } from '../commands/commands.module';
import { DeskModule } from '../desk/desk.module';
import { LiveModule } from '../live/live.module';
import { ModerationModule } from '../moderation/moderation.module';
import { ReadingModule } from '../reading/reading.module';
import { ClaimNewsFeed } from './claim-news';
import { DeskChanges } from './desk-changes';
import { DeskHub } from './desk-hub';
import { DeskLiveController } from './desk-live.controller';

/** What moderators hear while they work. */
@Module({
  imports: [CommandsModule, DeskModule, LiveModule, ModerationModule, ReadingModule],
  controllers: [DeskLiveController],
  providers: [ClaimNewsFeed, DeskChanges, DeskHub],
})
export class DeskLiveModule {}
