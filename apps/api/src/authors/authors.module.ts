import { Module } from '@nestjs/common';
import { AddressesModule } from '../addresses/addresses.module';
import { CommandsModule } from '../commands/commands.module';
import { IdentityModule } from '../identity/identity.module';
import { ReadingModule } from '../reading/reading.module';
import { AuthorsController } from './authors.controller';
import { ChangeAuthorHandler } from './change-author.handler';

/** The people who write, as moderators see them. */
@Module({
  imports: [AddressesModule, CommandsModule, IdentityModule, ReadingModule],
  controllers: [AuthorsController],
  providers: [ChangeAuthorHandler],
})
export class AuthorsModule {}
