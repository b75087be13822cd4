import { Module } from '@nestjs/common';
import { ArticlesModule } from '../articles/articles.module';
import { ReadingModule } from '../reading/reading.module';
import { ArticleChanges } from './article-changes';
import { LiveHub } from './live-hub';
import { LiveController } from './live.controller';
import { Missed } from './missed';
import { StreamSeats } from './stream-seats';

/** What readers hear while they read. */
@Module({
  imports: [ArticlesModule, ReadingModule],
  controllers: [LiveController],
  providers: [ArticleChanges, LiveHub, Missed, StreamSeats],
  exports: [StreamSeats],
})
export class LiveModule {}
