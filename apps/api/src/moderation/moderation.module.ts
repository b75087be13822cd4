import { Module } from '@nestjs/common';
import { AddressesModule } from '../addresses/addresses.module';
import { ArticlesModule } from '../articles/articles.module';
import { CommandsModule } from '../commands/commands.module';
import { IdentityModule } from '../identity/identity.module';
import { ReadingModule } from '../reading/reading.module';
import { SightModule } from '../sight/sight.module';
import { AddressesController } from './addresses.controller';
import { Claims } from './claims';
import { ClaimsController } from './claims.controller';
import { Decisions } from './decisions';
import { DecisionsController } from './decisions.controller';
import { HistoryController } from './history.controller';
import { ItemAnswers } from './item-answers';
import { ItemsController } from './items.controller';
import { Moderators } from './moderators';
import { PastDecisions } from './past-decisions';
import { QueueOverview } from './queue-overview';
import { QueuesController } from './queues.controller';
import { SearchController } from './search.controller';
import { StatsController } from './stats.controller';

/** What moderators see, claim and decide. */
@Module({
  imports: [AddressesModule, ArticlesModule, CommandsModule, IdentityModule, ReadingModule, SightModule],
  controllers: [
    QueuesController,
    ClaimsController,
    DecisionsController,
    ItemsController,
    HistoryController,
    AddressesController,
    SearchController,
    StatsController,
  ],
  providers: [Claims, Decisions, ItemAnswers, Moderators, PastDecisions, QueueOverview],
  exports: [Claims, Moderators, PastDecisions, QueueOverview],
})
export class ModerationModule {}
