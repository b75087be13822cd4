import { Module } from '@nestjs/common';
import { AddressesModule } from '../addresses/addresses.module';
import { CommandsModule } from '../commands/commands.module';
import { FormsModule } from '../forms/forms.module';
import { IdentityModule } from '../identity/identity.module';
import { SightModule } from '../sight/sight.module';
import { SitesModule } from '../sites/sites.module';
import { AuthorFacts } from './author-facts';
import { ChangeCommentHandler } from './change-comment.handler';
import { CommentsAfter } from './comment-after';
import { CompleteEdit } from './complete-edit';
import { CompleteReport } from './complete-report';
import { CommentsController } from './comments.controller';
import { LikeCommentHandler } from './like-comment.handler';
import { NamesInUse } from './names-in-use';
import { PostCommentHandler } from './post-comment.handler';
import { PostedAnswers } from './posted-answer';
import { PreviewController } from './preview.controller';
import { ReactionsController } from './reactions.controller';
import { RepeatedTexts } from './repeated-texts';

/** What people write, and what readers do about it. */
@Module({
  imports: [AddressesModule, CommandsModule, FormsModule, IdentityModule, SightModule, SitesModule],
  controllers: [CommentsController, ReactionsController, PreviewController],
  providers: [
    AuthorFacts,
    ChangeCommentHandler,
    CommentsAfter,
    CompleteEdit,
    CompleteReport,
    LikeCommentHandler,
    NamesInUse,
    PostCommentHandler,
    PostedAnswers,
    RepeatedTexts,
  ],
  exports: [AuthorFacts, NamesInUse],
})
export class CommentsModule {}
