import { Module } from '@nestjs/common';
import { AddressesModule } from '../addresses/addresses.module.ts';
import { ArticlesModule } from '../articles/articles.module.ts';
import { CommandsModule } from '../commands/commands.module.ts';
import { IdentityModule } from '../identity/identity.module.ts';
import { ReadingModule } from '../reading/reading.module.ts';
import { SightModule } from '../sight/sight.module.ts';
import { SitesModule } from '../sites/sites.module.ts';
import { AddressesController } from './addresses.controller.ts';
import { Claims } from './claims.ts';
import { ClaimsController } from './claims.controller.ts';
import { Decisions } from './decisions.ts';
import { DecisionsController } from './decisions.controller.ts';
import { HistoryController } from './history.controller.ts';
import { ItemAnswers } from './item-answers.ts';
import { ItemsController } from './items.controller.ts';
import { Moderators } from './moderators.ts';
import { PastDecisions } from './past-decisions.ts';
import { QueueOverview } from './queue-overview.ts';
import { QueuesController } from './queues.controller.ts';
import { SearchController } from './search.controller.ts';
import { StatsController } from './stats.controller.ts';

/** Queues, claims, decisions, search and statistics for moderators. */
@Module({
  imports: [AddressesModule, ArticlesModule, CommandsModule, IdentityModule, ReadingModule, SightModule, SitesModule],
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
