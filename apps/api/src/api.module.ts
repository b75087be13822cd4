import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { EventLog } from '#event-store/event-log';
import type { Logger } from '#platform/logger';
import { readStandings } from '#read-models/standings';
import { AddressHashes } from './addresses/address-hashes';
import { AddressesController } from './addresses/addresses.controller';
import { BannedNetworks } from './addresses/banned-networks';
import { GuestReporters } from './addresses/guest-reporters';
import { Peppers } from './addresses/peppers';
import { PostAddresses } from './addresses/post-addresses';
import { ArticleAnswers } from './articles/article-answers';
import { ArticleNames } from './articles/article-names';
import { ArticlesController } from './articles/articles.controller';
import { UpdateArticleHandler } from './articles/update-article.handler';
import { RefusalLog } from './audit/refusal-log';
import { AuthorsController } from './authors/authors.controller';
import { carryOverWith } from './authors/carry-over';
import { ChangeAuthorHandler } from './authors/change-author.handler';
import { AvatarsController } from './avatars/avatars.controller';
import { Gravatars } from './avatars/gravatars';
import { Afterwards } from './commands/afterwards';
import { CommandExecutor } from './commands/command-executor';
import { SettingsCache } from './commands/settings';
import { AuthorFacts } from './comments/author-facts';
import { ChangeCommentHandler } from './comments/change-comment.handler';
import { CommentsAfter } from './comments/comment-after';
import { CommentsController } from './comments/comments.controller';
import { NamesInUse } from './comments/names-in-use';
import { LikeCommentHandler } from './comments/like-comment.handler';
import { PostCommentHandler } from './comments/post-comment.handler';
import { PostedAnswers } from './comments/posted-answer';
import { PreviewController } from './comments/preview.controller';
import { ReactionsController } from './comments/reactions.controller';
import { deskControllers, deskParts } from './desk/desk-parts';
import type { OidcSettings } from './desk/oidc-settings';
import { EmbedController } from './embed/embed.controller';
import { EmbedPages } from './embed/embed-pages';
import { EmbedPosts } from './embed/embed-posts';
import { RepeatedTexts } from './comments/repeated-texts';
import { AuthorErasure } from './erasure/author-erasure';
import { ErasureWorker } from './erasure/erasure-worker';
import { PersonalDataController } from './erasure/personal-data.controller';
import { personalReadModels } from './erasure/readable-rows';
import { AsyncApiController } from './events/async-api.controller';
import { EventsController } from './events/events.controller';
import { type PublicUrl, publicUrl } from './events/public-url';
import { SchemasController } from './events/schemas.controller';
import { type BrokerHealth, brokerHealth } from './health/broker-health';
import { FormsController } from './forms/forms.controller';
import { GuestForms } from './forms/guest-forms';
import { FeedsController } from './feeds/feeds.controller';
import { HealthController } from './health/health.controller';
import { CallerGuard } from './http/caller.guard';
import { ProblemFilter } from './http/problem.filter';
import { type ApiKeys, apiKeys, tokenKeyIsGiven } from './http/tokens';
import { Callers } from './identity/callers';
import { Identities } from './identity/identities';
import { KeptRestrictions } from './identity/kept-restrictions';
import { type TokenSettings, TokenVerifier } from './identity/token-verifier';
import { LimitGuard } from './limits/limit.guard';
import { RateLimits } from './limits/rate-limits';
import { SharedWindows } from './limits/shared-windows';
import { ArticleChanges } from './live/article-changes';
import { LiveController } from './live/live.controller';
import { LiveHub } from './live/live-hub';
import { Missed } from './live/missed';
import { StreamSeats } from './live/stream-seats';
import { moderationControllers, moderationProviders } from './moderation/moderation-parts';
import { SearchController } from './moderation/search.controller';
import { StatsController } from './moderation/stats.controller';
import { OriginGuard } from './http/origin.guard';
import { ChangePolicyHandler } from './policy/change-policy.handler';
import { PolicyController } from './policy/policy.controller';
import { AnswerCache } from './reading/answer-cache';
import { Door } from './reading/door';
import { Freshness } from './reading/freshness';
import { ReadModelFollower } from './reading/read-model-follower';
import { forgetWhatChanged } from './reading/forget-what-changed';
import { InputPipe } from './routes/input.pipe';
import { PutSiteHandler } from './sites/put-site.handler';
import { Sites } from './sites/sites';
import { SitesController } from './sites/sites.controller';
import { ViewerController } from './viewer/viewer.controller';
import { WidgetController } from './widget/widget.controller';
import { WidgetFiles } from './widget/widget-files';

/** What the API stands on; whoever starts it owns these and closes them. */
export interface ApiDependencies {
  readonly pool: Pool;
  readonly eventLog: EventLog;
  readonly logger: Logger;
  readonly keys: ApiKeys;
  readonly tokens: Omit<TokenSettings, 'guestKey'>;
  /** Did the operator say by which key readers' tokens are verified? */
  readonly tokenKeyIsGiven: boolean;
  readonly brokerHealth: BrokerHealth;
  readonly rateLimits: boolean;
  /** The origins of the pages that may call this API, and show its pages in a frame. */
  readonly allowedOrigins: readonly string[];
  /** The sites that exist without anybody having made them. */
  readonly sites: readonly string[];
  readonly publicUrl?: PublicUrl;
  /** Who signs moderators in, beside one-time links. */
  readonly oidc?: OidcSettings | undefined;
  /** Where pictures of people come from, if at all: see Gravatars. */
  readonly gravatarUrl?: string | undefined;
}

export const controllers = [
  CommentsController,
  ReactionsController,
  ArticlesController,
  ...moderationControllers,
  AddressesController,
  SearchController,
  StatsController,
  AuthorsController,
  PersonalDataController,
  PolicyController,
  SitesController,
  EventsController,
  SchemasController,
  AsyncApiController,
  AvatarsController,
  ViewerController,
  PreviewController,
  LiveController,
  FeedsController,
  EmbedController,
  FormsController,
  WidgetController,
  ...deskControllers,
  HealthController,
];

@Module({})
export class ApiModule {
  static with(given: ApiDependencies): DynamicModule {
    const follower = new ReadModelFollower(given.eventLog, () => readStandings(given.pool), given.logger);
    const settings = new SettingsCache(given.eventLog);
    const sites = new Sites(given.eventLog, { configured: given.sites, allowedOrigins: given.allowedOrigins });
    const cache = new AnswerCache();
    const door = new Door();
    const executor = new CommandExecutor(given.eventLog);
    const kept = new KeptRestrictions(given.pool, given.keys.restrictions, given.logger);
    const identities = new Identities(given.pool, given.keys.identities, kept, carryOverWith(executor));
    const peppers = new Peppers(given.pool, given.logger);
    const hashes = new AddressHashes(given.keys.addresses, peppers);
    const postAddresses = new PostAddresses(given.pool, hashes, peppers, given.logger);
    const networks = new BannedNetworks(given.pool, hashes, postAddresses, given.logger);
    const gravatars = new Gravatars(given.keys.emails, given.gravatarUrl);
    const callers = new Callers(identities, new GuestReporters(given.pool, hashes), given.keys, gravatars);
    const erasure = new AuthorErasure({
      ...{ pool: given.pool, log: given.eventLog, logger: given.logger },
      ...{ settings, identities, kept, networks, executor },
      settled: (position) => follower.reached(position, personalReadModels),
    });
    const limits = new RateLimits(hashes, given.rateLimits);
    const afterwards = new Afterwards(given.logger);
    const authors = new AuthorFacts(given.pool);
    const names = new NamesInUse(given.pool);
    follower.onChange(forgetWhatChanged({ cache, door, settings, sites, authors, names }));
    return {
      module: ApiModule,
      imports: [CqrsModule.forRoot()],
      controllers,
      providers: [
        { provide: Pool, useValue: given.pool },
        { provide: EventLog, useValue: given.eventLog },
        { provide: apiKeys, useValue: given.keys },
        { provide: Sites, useValue: sites },
        { provide: brokerHealth, useValue: given.brokerHealth },
        { provide: publicUrl, useValue: given.publicUrl },
        { provide: tokenKeyIsGiven, useValue: given.tokenKeyIsGiven },
        { provide: ReadModelFollower, useValue: follower },
        { provide: SettingsCache, useValue: settings },
        { provide: AnswerCache, useValue: cache },
        { provide: Door, useValue: door },
        { provide: TokenVerifier, useValue: new TokenVerifier({ ...given.tokens, guestKey: given.keys.guests }) },
        { provide: Callers, useValue: callers },
        { provide: Gravatars, useValue: gravatars },
        { provide: AuthorErasure, useValue: erasure },
        { provide: ErasureWorker, useValue: new ErasureWorker(given.pool, erasure, given.logger) },
        { provide: PostedAnswers, useValue: new PostedAnswers(given.eventLog, given.keys.guests, afterwards) },
        { provide: AuthorFacts, useValue: authors },
        { provide: NamesInUse, useValue: names },
        { provide: GuestForms, useValue: new GuestForms(given.keys.forms, given.rateLimits) },
        { provide: RepeatedTexts, useValue: new RepeatedTexts(given.pool, given.keys.texts) },
        { provide: RefusalLog, useValue: new RefusalLog(given.logger, identities) },
        { provide: ProblemFilter, useValue: new ProblemFilter(given.logger) },
        { provide: APP_FILTER, useExisting: ProblemFilter },
        { provide: Afterwards, useValue: afterwards },
        { provide: Peppers, useValue: peppers },
        { provide: AddressHashes, useValue: hashes },
        { provide: PostAddresses, useValue: postAddresses },
        { provide: BannedNetworks, useValue: networks },
        { provide: KeptRestrictions, useValue: kept },
        { provide: RateLimits, useValue: limits },
        { provide: StreamSeats, useValue: new StreamSeats(given.rateLimits) },
        { provide: SharedWindows, useValue: new SharedWindows(given.pool, limits, given.logger) },
        { provide: APP_GUARD, useClass: OriginGuard },
        { provide: APP_GUARD, useClass: CallerGuard },
        { provide: APP_GUARD, useClass: LimitGuard },
        { provide: APP_PIPE, useClass: InputPipe },
        ...[CommentsAfter, Freshness, ArticleNames, ArticleAnswers, CommandExecutor],
        ...moderationProviders,
        ...[ArticleChanges, LiveHub, Missed, EmbedPages, EmbedPosts, WidgetFiles],
        ...deskParts({ ...given, identities }),
        ...[
          PostCommentHandler,
          ChangeCommentHandler,
          LikeCommentHandler,
          UpdateArticleHandler,
          ChangeAuthorHandler,
          ChangePolicyHandler,
          PutSiteHandler,
        ],
      ],
    };
  }
}
