import { Module } from '@nestjs/common';
import { WidgetFiles } from './widget-files.ts';
import { WidgetController } from './widget.controller.ts';

/** The widget for article pages. */
@Module({
  controllers: [WidgetController],
  providers: [WidgetFiles],
  exports: [WidgetFiles],
})
export class WidgetModule {}
