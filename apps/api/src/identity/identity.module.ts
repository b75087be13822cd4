import { Module } from '@nestjs/common';
import { AddressesModule } from '../addresses/addresses.module';
import { CommandsModule } from '../commands/commands.module';
import { Callers } from './callers';
import { Gravatars } from './gravatars';
import { Identities } from './identities';
import { KeptRestrictions } from './kept-restrictions';
import { RestrictionCarrier } from './restriction-carrier';
import { TokenVerifier } from './token-verifier';

/** Who is asking: from tokens to the opaque ids that everything behind the API uses. */
@Module({
  imports: [AddressesModule, CommandsModule],
  providers: [Callers, Gravatars, Identities, KeptRestrictions, RestrictionCarrier, TokenVerifier],
  exports: [Callers, Gravatars, Identities, KeptRestrictions, TokenVerifier],
})
export class IdentityModule {}
