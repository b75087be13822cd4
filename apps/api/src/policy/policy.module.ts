import { Module } from '@nestjs/common';
import { CommentsModule } from '../comments/comments.module.ts';
import { CommandsModule } from '../commands/commands.module.ts';
import { IdentityModule } from '../identity/identity.module.ts';
import { ChangePolicyHandler } from './change-policy.handler.ts';
import { PolicyController } from './policy.controller.ts';

/** The policy of a site. */
@Module({
  imports: [CommandsModule, CommentsModule, IdentityModule],
  controllers: [PolicyController],
  providers: [ChangePolicyHandler],
})
export class PolicyModule {}
