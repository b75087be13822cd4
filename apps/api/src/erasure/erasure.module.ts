import { Module } from '@nestjs/common';
import { AddressesModule } from '../addresses/addresses.module.ts';
import { CommandsModule } from '../commands/commands.module.ts';
import { IdentityModule } from '../identity/identity.module.ts';
import { ReadingModule } from '../reading/reading.module.ts';
import { AuthorErasure } from './author-erasure.ts';
import { ErasureWorker } from './erasure-worker.ts';
import { PartsOfThisProcess } from './parts-of-this-process.ts';
import { PersonalDataController } from './personal-data.controller.ts';

/** The rights of a person whose data is stored: export and erasure. */
@Module({
  imports: [AddressesModule, CommandsModule, IdentityModule, ReadingModule],
  controllers: [PersonalDataController],
  providers: [AuthorErasure, ErasureWorker, PartsOfThisProcess],
})
export class ErasureModule {}
