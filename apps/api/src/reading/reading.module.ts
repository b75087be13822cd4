import { Module } from '@nestjs/common';
import { AnswerCache } from './answer-cache';
import { EarlyAnswers } from './early-answers';
import { Freshness } from './freshness';
import { ReadModelFollower } from './read-model-follower';

/** What this process knows of the read models, and the answers that it keeps. */
@Module({
  providers: [AnswerCache, EarlyAnswers, Freshness, ReadModelFollower],
  exports: [AnswerCache, EarlyAnswers, Freshness, ReadModelFollower],
})
export class ReadingModule {}
