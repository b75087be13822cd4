import { Module } from '@nestjs/common';
import { CommandsModule } from '../commands/commands.module.ts';
import { IdentityModule } from '../identity/identity.module.ts';
import { ReadingModule } from '../reading/reading.module.ts';
import { SitesModule } from '../sites/sites.module.ts';
import { ArticleAnswers } from './article-answers.ts';
import { ArticleNames } from './article-names.ts';
import { ArticlesController } from './articles.controller.ts';
import { UpdateArticleHandler } from './update-article.handler.ts';

/** Threads, counts and settings of articles. */
@Module({
  imports: [CommandsModule, IdentityModule, ReadingModule, SitesModule],
  controllers: [ArticlesController],
  providers: [ArticleAnswers, ArticleNames, UpdateArticleHandler],
  exports: [ArticleAnswers, ArticleNames],
})
export class ArticlesModule {}
