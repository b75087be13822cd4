import { Module } from '@nestjs/common';
import { SitesModule } from '../sites/sites.module.ts';
import { FeedsController } from './feeds.controller.ts';

/** The newest comments, for feed readers. */
@Module({
  imports: [SitesModule],
  controllers: [FeedsController],
})
export class FeedsModule {}
