import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { MODULE_METADATA } from '@nestjs/common/constants';
import { CqrsModule } from '@nestjs/cqrs';
import { AddressesModule } from './addresses/addresses.module';
import { ArticlesModule } from './articles/articles.module';
import { AuditModule } from './audit/audit.module';
import { AuthorsModule } from './authors/authors.module';
import { AvatarsModule } from './avatars/avatars.module';
import { CommandsModule } from './commands/commands.module';
import { CommentsModule } from './comments/comments.module';
import { DeskLiveModule } from './desk-live/desk-live.module';
import { DeskModule } from './desk/desk.module';
import { EmbedModule } from './embed/embed.module';
import { ErasureModule } from './erasure/erasure.module';
import { EventsModule } from './events/events.module';
import { FeedsModule } from './feeds/feeds.module';
import { FormsModule } from './forms/forms.module';
import { GateModule } from './gate/gate.module';
import { HealthModule } from './health/health.module';
import { HttpModule } from './http/http.module';
import { LimitsModule } from './limits/limits.module';
import { LiveModule } from './live/live.module';
import { ModerationModule } from './moderation/moderation.module';
import { PolicyModule } from './policy/policy.module';
import { ReadingModule } from './reading/reading.module';
import { RoutesModule } from './routes/routes.module';
import { SitesModule } from './sites/sites.module';
import { ViewerModule } from './viewer/viewer.module';
import { WidgetModule } from './widget/widget.module';
import { ForgetWhatChanged } from './forget-what-changed';
import type { ApiDependencies } from './foundation/api-dependencies';
import { FoundationModule } from './foundation/foundation.module';

/** What somebody can ask for or have done, by area: each has its routes, and what answers them. */
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

/** What areas stand on, and what a request passes on its way to them. */
const beneath = [
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
      imports: [FoundationModule.with(given), CqrsModule.forRoot(), ...beneath, ...areas],
      providers: [ForgetWhatChanged],
    };
  }
}

/** The controllers of every area, as Nest knows them. */
export const controllers = areas.flatMap((area) => controllersOf(area));

function controllersOf(area: Type): Type[] {
  return (Reflect.getMetadata(MODULE_METADATA.CONTROLLERS, area) as Type[] | undefined) ?? [];
}
