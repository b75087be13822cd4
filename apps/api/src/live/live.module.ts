import { Module } from '@nestjs/common';
import { ArticlesModule } from '../articles/articles.module.ts';
import { ReadingModule } from '../reading/reading.module.ts';
import { ArticleChanges } from './article-changes.ts';
import { LiveHub } from './live-hub.ts';
import { LiveController } from './live.controller.ts';
import { Missed } from './missed.ts';
import { StreamSeats } from './stream-seats.ts';

/** Live updates for readers. */
@Module({
  imports: [ArticlesModule, ReadingModule],
  controllers: [LiveController],
  providers: [ArticleChanges, LiveHub, Missed, StreamSeats],
  exports: [StreamSeats],
})
export class LiveModule {}
