import { Module } from '@nestjs/common';
import { CommandsModule } from '../commands/commands.module';
import { IdentityModule } from '../identity/identity.module';
import { PutSiteHandler } from './put-site.handler';
import { Sites } from './sites';
import { SitesController } from './sites.controller';

/** The sites of this installation. */
@Module({
  imports: [CommandsModule, IdentityModule],
  controllers: [SitesController],
  providers: [PutSiteHandler, Sites],
  exports: [Sites],
})
export class SitesModule {}
