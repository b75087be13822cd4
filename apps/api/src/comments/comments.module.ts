import { Module } from '@nestjs/common';
import { AddressesModule } from '../addresses/addresses.module.ts';
import { CommandsModule } from '../commands/commands.module.ts';
import { FormsModule } from '../forms/forms.module.ts';
import { IdentityModule } from '../identity/identity.module.ts';
import { SightModule } from '../sight/sight.module.ts';
import { SitesModule } from '../sites/sites.module.ts';
import { ArrivingTexts } from './arriving-texts.ts';
import { AuthorFacts } from './author-facts.ts';
import { ChangeCommentHandler } from './change-comment.handler.ts';
import { CommentsAfter } from './comment-after.ts';
import { CompleteEdit } from './complete-edit.ts';
import { CompleteReport } from './complete-report.ts';
import { CommentsController } from './comments.controller.ts';
import { LinkDomains } from './link-domains.ts';
import { LikeCommentHandler } from './like-comment.handler.ts';
import { NamesInUse } from './names-in-use.ts';
import { PostCommentHandler } from './post-comment.handler.ts';
import { PostedAnswers } from './posted-answer.ts';
import { PreviewController } from './preview.controller.ts';
import { ReactionsController } from './reactions.controller.ts';
import { RecentLikenesses } from './recent-likenesses.ts';
import { RepeatedTexts } from './repeated-texts.ts';
import { Senders } from './senders.ts';

/** Posting, editing, withdrawing, liking and reporting comments. */
@Module({
  imports: [AddressesModule, CommandsModule, FormsModule, IdentityModule, SightModule, SitesModule],
  controllers: [CommentsController, ReactionsController, PreviewController],
  providers: [
    ArrivingTexts,
    AuthorFacts,
    ChangeCommentHandler,
    CommentsAfter,
    CompleteEdit,
    CompleteReport,
    LikeCommentHandler,
    LinkDomains,
    NamesInUse,
    PostCommentHandler,
    PostedAnswers,
    RecentLikenesses,
    RepeatedTexts,
    Senders,
  ],
  exports: [AuthorFacts, NamesInUse],
})
export class CommentsModule {}
