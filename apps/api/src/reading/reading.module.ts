import { Module } from '@nestjs/common';
import { AnswerCache } from './answer-cache.ts';
import { EarlyAnswers } from './early-answers.ts';
import { FormerIds } from './former-ids.ts';
import { Freshness } from './freshness.ts';
import { ReadModelFollower } from './read-model-follower.ts';

/** What this process knows of the read models, and the answers that it keeps. */
@Module({
  providers: [AnswerCache, EarlyAnswers, FormerIds, Freshness, ReadModelFollower],
  exports: [AnswerCache, EarlyAnswers, FormerIds, Freshness, ReadModelFollower],
})
export class ReadingModule {}
