import { Claims } from './claims';
import { ClaimsController } from './claims.controller';
import { Decisions } from './decisions';
import { DecisionsController } from './decisions.controller';
import { HistoryController } from './history.controller';
import { ItemAnswers } from './item-answers';
import { ItemsController } from './items.controller';
import { ClaimNewsFeed } from '../desk-live/claim-news';
import { DeskChanges } from '../desk-live/desk-changes';
import { DeskHub } from '../desk-live/desk-hub';
import { DeskLiveController } from '../desk-live/desk-live.controller';
import { Moderators } from './moderators';
import { PastDecisions } from './past-decisions';
import { ModeratorSight } from '../sight/moderator-sight';
import { QueueOverview } from './queue-overview';
import { QueuesController } from './queues.controller';

/** What this folder brings into the API's module. */
export const moderationControllers = [
  QueuesController,
  ClaimsController,
  DecisionsController,
  ItemsController,
  HistoryController,
  DeskLiveController,
];
export const moderationProviders = [
  ClaimNewsFeed,
  Claims,
  Decisions,
  DeskChanges,
  DeskHub,
  ItemAnswers,
  ModeratorSight,
  Moderators,
  PastDecisions,
  QueueOverview,
];
