import { Module } from '@nestjs/common';
import { AddressesModule } from '../addresses/addresses.module';
import { ArticlesModule } from '../articles/articles.module';
import { FormsModule } from '../forms/forms.module';
import { HttpModule } from '../http/http.module';
import { IdentityModule } from '../identity/identity.module';
import { SitesModule } from '../sites/sites.module';
import { WidgetModule } from '../widget/widget.module';
import { EmbedPages } from './embed-pages';
import { EmbedPosts } from './embed-posts';
import { EmbedController } from './embed.controller';

/** The comments of an article where no script runs. */
@Module({
  imports: [AddressesModule, ArticlesModule, FormsModule, HttpModule, IdentityModule, SitesModule, WidgetModule],
  controllers: [EmbedController],
  providers: [EmbedPages, EmbedPosts],
})
export class EmbedModule {}
