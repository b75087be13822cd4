import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { toSvg } from 'jdenticon';
import { Refusal } from '#contracts/refusal';
import { EventLog } from '#event-store/event-log';
import { Input, type InputOf } from '../routes/input.ts';
import { Route, contentTypeOf } from '../routes/route.ts';
import { Gravatars } from '../identity/gravatars.ts';

const drawn = 'GET /v1/avatars/:file';

/** Serves pictures drawn from the author's opaque id, without sending data to a third party, and Gravatar pictures. */
@Controller()
export class AvatarsController {
  constructor(
    private readonly gravatars: Gravatars,
    private readonly log: EventLog,
  ) {}

  @Route(drawn)
  avatar(@Input() { params }: InputOf<typeof drawn>, @Res() reply: FastifyReply): void {
    sendDrawn(reply, params.file);
  }

  @Route('GET /v1/avatars/gravatar/:ticket')
  async gravatar(
    @Input() { params }: InputOf<'GET /v1/avatars/gravatar/:ticket'>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const person = this.gravatars.personIn(params.ticket);
    // The URL may be known from earlier pages: it must not work after the author's erasure.
    if (!person || (await this.log.isErased(person.authorId))) throw new Refusal('not-found');
    const picture = await this.gravatars.pictureOf(person);
    if (picture) reply.header('content-type', picture.type).send(picture.bytes);
    else sendDrawn(reply.header('cache-control', 'public, max-age=3600'), person.authorId);
  }
}

function sendDrawn(reply: FastifyReply, authorId: string): void {
  reply.header('content-type', contentTypeOf(drawn)).send(toSvg(authorId, 64, drawnOnAnyPage));
}

/** No background and medium lightness, to be visible on light and dark pages. */
const drawnOnAnyPage = { lightness: { color: [0.45, 0.65], grayscale: [0.4, 0.6] } };
