import { Module } from '@nestjs/common';
import { CommandsModule } from '../commands/commands.module';
import { IdentityModule } from '../identity/identity.module';
import { ReadingModule } from '../reading/reading.module';
import { SitesModule } from '../sites/sites.module';
import { ArticleAnswers } from './article-answers';
import { ArticleNames } from './article-names';
import { ArticlesController } from './articles.controller';
import { UpdateArticleHandler } from './update-article.handler';

/** What an article page asks. */
@Module({
  imports: [CommandsModule, IdentityModule, ReadingModule, SitesModule],
  controllers: [ArticlesController],
  providers: [ArticleAnswers, ArticleNames, UpdateArticleHandler],
  exports: [ArticleAnswers, ArticleNames],
})
export class ArticlesModule {}
