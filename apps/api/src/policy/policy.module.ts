import { Module } from '@nestjs/common';
import { CommandsModule } from '../commands/commands.module';
import { IdentityModule } from '../identity/identity.module';
import { ChangePolicyHandler } from './change-policy.handler';
import { PolicyController } from './policy.controller';

/** The rules of a site. */
@Module({
  imports: [CommandsModule, IdentityModule],
  controllers: [PolicyController],
  providers: [ChangePolicyHandler],
})
export class PolicyModule {}
