import { Module } from '@nestjs/common';
import { AddressesModule } from '../addresses/addresses.module.ts';
import { CommandsModule } from '../commands/commands.module.ts';
import { IdentityModule } from '../identity/identity.module.ts';
import { ReadingModule } from '../reading/reading.module.ts';
import { AuthorErasure } from './author-erasure.ts';
import { ErasureWorker } from './erasure-worker.ts';
import { PartsOfThisProcess } from './parts-of-this-process.ts';
import { PersonalDataController } from './personal-data.controller.ts';

/** What a person may ask for who is written about: everything that is held, and that it be forgotten. */
@Module({
  imports: [AddressesModule, CommandsModule, IdentityModule, ReadingModule],
  controllers: [PersonalDataController],
  providers: [AuthorErasure, ErasureWorker, PartsOfThisProcess],
})
export class ErasureModule {}
