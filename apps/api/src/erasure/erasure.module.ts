import { Module } from '@nestjs/common';
import { AddressesModule } from '../addresses/addresses.module';
import { CommandsModule } from '../commands/commands.module';
import { IdentityModule } from '../identity/identity.module';
import { ReadingModule } from '../reading/reading.module';
import { AuthorErasure } from './author-erasure';
import { ErasureWorker } from './erasure-worker';
import { PartsOfThisProcess } from './parts-of-this-process';
import { PersonalDataController } from './personal-data.controller';

/** What a person may ask for who is written about: everything that is held, and that it be forgotten. */
@Module({
  imports: [AddressesModule, CommandsModule, IdentityModule, ReadingModule],
  controllers: [PersonalDataController],
  providers: [AuthorErasure, ErasureWorker, PartsOfThisProcess],
})
export class ErasureModule {}
