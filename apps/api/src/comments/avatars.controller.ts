import { Controller, Get, Header, Param } from '@nestjs/common';
import { toSvg } from 'jdenticon';
import { z } from 'zod';
import { Uuid } from '#contracts/identifiers';
import { Refusal } from '#contracts/refusal';
import { Route } from '../http/access';

/** A picture made from the author's opaque id: the same everywhere, and nothing about the person leaves the site. */
@Controller('v1/avatars')
export class AvatarsController {
  @Get(':file')
  @Header('content-type', 'image/svg+xml; charset=utf-8')
  @Header('cache-control', 'public, max-age=31536000, immutable')
  @Route({
    access: 'public',
    summary: "An author's generated picture",
    tag: 'Article pages',
    answers: { 200: z.string() },
  })
  avatar(@Param('file') file: string): string {
    const id = Uuid.safeParse(file.replace(/\.svg$/, ''));
    if (!file.endsWith('.svg') || !id.success) throw new Refusal('not-found');
    return toSvg(id.data, 64, drawnOnAnyPage);
  }
}

/** No background, and neither very light nor very dark: pages are both. */
const drawnOnAnyPage = { lightness: { color: [0.45, 0.65], grayscale: [0.4, 0.6] } };
