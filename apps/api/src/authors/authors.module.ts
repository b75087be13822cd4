import { Module } from '@nestjs/common';
import { AddressesModule } from '../addresses/addresses.module.ts';
import { CommandsModule } from '../commands/commands.module.ts';
import { IdentityModule } from '../identity/identity.module.ts';
import { ReadingModule } from '../reading/reading.module.ts';
import { AuthorsController } from './authors.controller.ts';
import { ChangeAuthorHandler } from './change-author.handler.ts';

/** Authors' records and restrictions, for moderators. */
@Module({
  imports: [AddressesModule, CommandsModule, IdentityModule, ReadingModule],
  controllers: [AuthorsController],
  providers: [ChangeAuthorHandler],
})
export class AuthorsModule {}
