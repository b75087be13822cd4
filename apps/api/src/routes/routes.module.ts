import { Module } from '@nestjs/common';
import { APP_PIPE } from '@nestjs/core';
import { ReadingModule } from '../reading/reading.module.ts';
import { InputPipe } from './input.pipe.ts';

/** Gives every handler its input, as declared in the table of routes. */
@Module({
  imports: [ReadingModule],
  providers: [{ provide: APP_PIPE, useClass: InputPipe }],
})
export class RoutesModule {}
