import { Module } from '@nestjs/common';
import { CommandsModule } from '../commands/commands.module.ts';
import { IdentityModule } from '../identity/identity.module.ts';
import { PutSiteHandler } from './put-site.handler.ts';
import { Sites } from './sites.ts';
import { SitesController } from './sites.controller.ts';

/** The sites of this installation. */
@Module({
  imports: [CommandsModule, IdentityModule],
  controllers: [SitesController],
  providers: [PutSiteHandler, Sites],
  exports: [Sites],
})
export class SitesModule {}
