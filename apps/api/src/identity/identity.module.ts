import { Module } from '@nestjs/common';
import { AddressesModule } from '../addresses/addresses.module.ts';
import { CommandsModule } from '../commands/commands.module.ts';
import { Callers } from './callers.ts';
import { Gravatars } from './gravatars.ts';
import { Identities } from './identities.ts';
import { KeptRestrictions } from './kept-restrictions.ts';
import { RestrictionCarrier } from './restriction-carrier.ts';
import { TokenVerifier } from './token-verifier.ts';

/** Identifies callers: from tokens to the opaque ids that are used in the log and the read models. */
@Module({
  imports: [AddressesModule, CommandsModule],
  providers: [Callers, Gravatars, Identities, KeptRestrictions, RestrictionCarrier, TokenVerifier],
  exports: [Callers, Gravatars, Identities, KeptRestrictions, TokenVerifier],
})
export class IdentityModule {}
