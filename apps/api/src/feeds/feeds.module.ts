import { Module } from '@nestjs/common';
import { SitesModule } from '../sites/sites.module';
import { FeedsController } from './feeds.controller';

/** The newest comments, for feed readers. */
@Module({
  imports: [SitesModule],
  controllers: [FeedsController],
})
export class FeedsModule {}
