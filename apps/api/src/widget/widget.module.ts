import { Module } from '@nestjs/common';
import { WidgetFiles } from './widget-files';
import { WidgetController } from './widget.controller';

/** The elements for article pages. */
@Module({
  controllers: [WidgetController],
  providers: [WidgetFiles],
  exports: [WidgetFiles],
})
export class WidgetModule {}
