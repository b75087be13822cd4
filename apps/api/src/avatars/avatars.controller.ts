import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { toSvg } from 'jdenticon';
import { z } from 'zod';
import { Uuid } from '#contracts/identifiers';
import { Refusal } from '#contracts/refusal';
import { EventLog } from '#event-store/event-log';
import { Route } from '../routes/access';
import { immutable } from '../http/built-file';
import { Gravatars } from '../identity/gravatars';

/** Pictures made from the author's opaque id: the same everywhere, and nothing about the person leaves the site. */
@Controller('v1/avatars')
export class AvatarsController {
  constructor(
    private readonly gravatars: Gravatars,
    private readonly log: EventLog,
  ) {}

  @Get(':file')
  @Route({
    access: 'public',
    summary: "An author's generated picture",
    tag: 'Article pages',
    cache: immutable,
    limited: 'read',
    answers: { 200: z.string() },
  })
  avatar(@Param('file') file: string, @Res() reply: FastifyReply): void {
    const id = Uuid.safeParse(file.replace(/\.svg$/, ''));
    if (!file.endsWith('.svg') || !id.success) throw new Refusal('not-found');
    sendDrawn(reply, id.data);
  }

  @Get('gravatar/:ticket')
  @Route({
    access: 'public',
    summary: "An author's own picture, passed on from Gravatar where the operator wants that; else the generated one",
    tag: 'Article pages',
    cache: 'public, max-age=86400',
    limited: 'read',
    answers: { 200: z.string() },
  })
  async gravatar(@Param('ticket') ticket: string, @Res() reply: FastifyReply): Promise<void> {
    const whose = this.gravatars.whose(ticket);
    // Somebody may have kept the address: the ticket is good for as long as the person is.
    if (!whose || (await this.log.isErased(whose.authorId))) throw new Refusal('not-found');
    const picture = await this.gravatars.pictureOf(whose);
    if (picture) reply.header('content-type', picture.type).send(picture.bytes);
    else sendDrawn(reply.header('cache-control', 'public, max-age=3600'), whose.authorId);
  }
}

function sendDrawn(reply: FastifyReply, authorId: string): void {
  reply.header('content-type', 'image/svg+xml; charset=utf-8').send(toSvg(authorId, 64, drawnOnAnyPage));
}

/** No background, and neither very light nor very dark: pages are both. */
const drawnOnAnyPage = { lightness: { color: [0.45, 0.65], grayscale: [0.4, 0.6] } };
