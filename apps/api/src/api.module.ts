import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { MODULE_METADATA } from '@nestjs/common/constants';
import { CqrsModule } from '@nestjs/cqrs';
import { AddressesModule } from './addresses/addresses.module.ts';
import { ArticlesModule } from './articles/articles.module.ts';
import { AuditModule } from './audit/audit.module.ts';
import { AuthorsModule } from './authors/authors.module.ts';
import { AvatarsModule } from './avatars/avatars.module.ts';
import { CommandsModule } from './commands/commands.module.ts';
import { CommentsModule } from './comments/comments.module.ts';
import { DeskLiveModule } from './desk-live/desk-live.module.ts';
import { DeskModule } from './desk/desk.module.ts';
import { EmbedModule } from './embed/embed.module.ts';
import { ErasureModule } from './erasure/erasure.module.ts';
import { EventsModule } from './events/events.module.ts';
import { FeedsModule } from './feeds/feeds.module.ts';
import { FormsModule } from './forms/forms.module.ts';
import { GateModule } from './gate/gate.module.ts';
import { HealthModule } from './health/health.module.ts';
import { HttpModule } from './http/http.module.ts';
import { LimitsModule } from './limits/limits.module.ts';
import { LiveModule } from './live/live.module.ts';
import { ModerationModule } from './moderation/moderation.module.ts';
import { PolicyModule } from './policy/policy.module.ts';
import { ReadingModule } from './reading/reading.module.ts';
import { RoutesModule } from './routes/routes.module.ts';
import { SitesModule } from './sites/sites.module.ts';
import { ViewerModule } from './viewer/viewer.module.ts';
import { WidgetModule } from './widget/widget.module.ts';
import { ForgetWhatChanged } from './forget-what-changed.ts';
import type { ApiDependencies } from './foundation/api-dependencies.ts';
import { FoundationModule } from './foundation/foundation.module.ts';

/** The areas of the API. Each has its routes and the services that they use. */
const areas = [
  ErasureModule,
  CommentsModule,
  ArticlesModule,
  ModerationModule,
  AuthorsModule,
  PolicyModule,
  SitesModule,
  EventsModule,
  AvatarsModule,
  ViewerModule,
  LiveModule,
  FeedsModule,
  EmbedModule,
  FormsModule,
  WidgetModule,
  DeskModule,
  DeskLiveModule,
  HealthModule,
];

/** Modules that areas depend on, and those that every request passes. */
const foundations = [
  HttpModule,
  ReadingModule,
  CommandsModule,
  AddressesModule,
  LimitsModule,
  AuditModule,
  GateModule,
  RoutesModule,
];

@Module({})
export class ApiModule {
  static with(given: ApiDependencies): DynamicModule {
    return {
      module: ApiModule,
      imports: [FoundationModule.with(given), CqrsModule.forRoot(), ...foundations, ...areas],
      providers: [ForgetWhatChanged],
    };
  }
}

/** The controllers of all areas. */
export const controllers = areas.flatMap((area) => controllersOf(area));

function controllersOf(area: Type): Type[] {
  const declared: unknown = Reflect.getMetadata(MODULE_METADATA.CONTROLLERS, area);
  return Array.isArray(declared) ? declared.filter(isClass) : [];
}

function isClass(one: unknown): one is Type {
  return typeof one === 'function';
}
