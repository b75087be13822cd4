import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { DeskModule } from '../desk/desk.module';
import { IdentityModule } from '../identity/identity.module';
import { LimitsModule } from '../limits/limits.module';
import { SitesModule } from '../sites/sites.module';
import { CallerGuard } from './caller.guard';
import { LimitGuard } from './limit.guard';
import { OriginGuard } from './origin.guard';

/** What a request passes before its handler, in this order: where it comes from, who sends it, how often. */
@Module({
  imports: [DeskModule, IdentityModule, LimitsModule, SitesModule],
  providers: [
    { provide: APP_GUARD, useClass: OriginGuard },
    { provide: APP_GUARD, useClass: CallerGuard },
    { provide: APP_GUARD, useClass: LimitGuard },
  ],
})
export class GateModule {}
