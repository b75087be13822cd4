import { Module } from '@nestjs/common';
import { FormsController } from './forms.controller';
import { GuestForms } from './guest-forms';

/** Forms that guests fill in. */
@Module({
  controllers: [FormsController],
  providers: [GuestForms],
  exports: [GuestForms],
})
export class FormsModule {}
