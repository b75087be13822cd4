import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { DeskModule } from '../desk/desk.module.ts';
import { IdentityModule } from '../identity/identity.module.ts';
import { LimitsModule } from '../limits/limits.module.ts';
import { SitesModule } from '../sites/sites.module.ts';
import { CallerGuard } from './caller.guard.ts';
import { LimitGuard } from './limit.guard.ts';
import { OriginGuard } from './origin.guard.ts';

/** The guards before every handler, in this order: origin, caller, rate limit. */
@Module({
  imports: [DeskModule, IdentityModule, LimitsModule, SitesModule],
  providers: [
    { provide: APP_GUARD, useClass: OriginGuard },
    { provide: APP_GUARD, useClass: CallerGuard },
    { provide: APP_GUARD, useClass: LimitGuard },
  ],
})
export class GateModule {}
