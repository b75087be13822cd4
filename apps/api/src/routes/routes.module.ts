import { Module } from '@nestjs/common';
import { APP_PIPE } from '@nestjs/core';
import { ReadingModule } from '../reading/reading.module.ts';
import { InputPipe } from './input.pipe.ts';

/** What every handler is given: its input, as the table of routes says. */
@Module({
  imports: [ReadingModule],
  providers: [{ provide: APP_PIPE, useClass: InputPipe }],
})
export class RoutesModule {}
