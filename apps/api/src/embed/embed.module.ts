import { Module } from '@nestjs/common';
import { AddressesModule } from '../addresses/addresses.module.ts';
import { ArticlesModule } from '../articles/articles.module.ts';
import { FormsModule } from '../forms/forms.module.ts';
import { HttpModule } from '../http/http.module.ts';
import { IdentityModule } from '../identity/identity.module.ts';
import { SitesModule } from '../sites/sites.module.ts';
import { WidgetModule } from '../widget/widget.module.ts';
import { EmbedPages } from './embed-pages.ts';
import { EmbedPosts } from './embed-posts.ts';
import { EmbedController } from './embed.controller.ts';

/** The comments of an article for pages without scripts. */
@Module({
  imports: [AddressesModule, ArticlesModule, FormsModule, HttpModule, IdentityModule, SitesModule, WidgetModule],
  controllers: [EmbedController],
  providers: [EmbedPages, EmbedPosts],
})
export class EmbedModule {}
