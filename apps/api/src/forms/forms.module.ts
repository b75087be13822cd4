import { Module } from '@nestjs/common';
import { FormsController } from './forms.controller.ts';
import { GuestForms } from './guest-forms.ts';

/** Checks of the forms that guests fill in. */
@Module({
  controllers: [FormsController],
  providers: [GuestForms],
  exports: [GuestForms],
})
export class FormsModule {}
