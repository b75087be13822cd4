import { Module } from '@nestjs/common';
import { AnswerCache } from './answer-cache.ts';
import { EarlyAnswers } from './early-answers.ts';
import { FormerIds } from './former-ids.ts';
import { Freshness } from './freshness.ts';
import { ReadModelFollower } from './read-model-follower.ts';

/** Follows the read models' positions, and caches answers. */
@Module({
  providers: [AnswerCache, EarlyAnswers, FormerIds, Freshness, ReadModelFollower],
  exports: [AnswerCache, EarlyAnswers, FormerIds, Freshness, ReadModelFollower],
})
export class ReadingModule {}
