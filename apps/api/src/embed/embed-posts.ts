import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { type EmbedForm, isReport } from '#contracts/embed-requests';
import { Uuid } from '#contracts/identifiers';
import { Refusal } from '#contracts/refusal';
import { ReportCommentRequest, PostCommentRequest } from '#contracts/requests';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';
import { AddressHashes } from '../addresses/address-hashes.ts';
import { PostAddresses } from '../addresses/post-addresses.ts';
import { ChangeComment } from '../comments/change-comment.handler.ts';
import { PostCommentCommand } from '../comments/post-comment.handler.ts';
import { idempotentRequest } from '../commands/idempotency.ts';
import { GuestForms } from '../forms/guest-forms.ts';
import { parseInput } from '../http/invalid-fields.ts';
import { anonymous } from '../identity/caller.ts';
import { Callers } from '../identity/callers.ts';

/** The URL to which a reader is redirected after a successful form. */
export interface Destination {
  readonly query: Record<string, string>;
  readonly hash: string;
}

/** Parses an id; an invalid one is answered with 404, as in a path. */
function idOf(text: string): string {
  const id = Uuid.safeParse(text);
  if (!id.success) throw new Refusal('not-found');
  return id.data;
}

/** Executes plain HTML forms with the same commands as the JSON API. */
@Injectable()
export class EmbedPosts {
  constructor(
    private readonly commands: CommandBus,
    private readonly callers: Callers,
    private readonly addresses: PostAddresses,
    private readonly forms: GuestForms,
    private readonly hashes: AddressHashes,
    @Given() private readonly given: Pick<ApiDependencies, 'keys'>,
  ) {}

  send(site: string, article: string, form: EmbedForm, request: FastifyRequest): Promise<Destination> {
    return isReport(form) ? this.report(site, article, form, request) : this.post(site, article, form, request);
  }

  private async post(site: string, article: string, form: EmbedForm, { ip }: FastifyRequest): Promise<Destination> {
    const { body, name, email, parentId, nudged, website } = form;
    const wanted = parseInput(PostCommentRequest, {
      body,
      author: { name, ...(email !== '' && { email }) },
      ...(parentId !== '' && { parentId }),
      ...(nudged !== '' && { nudged: true }),
    });
    const writer = await this.callers.writer(site, anonymous, wanted.author);
    const idempotency = await this.sameFormOnce(`${site}\n${article}`, form.form, wanted, ip);
    const request = { ...wanted, form: { token: form.form, website } };
    const context = { idempotency, address: ip };
    const posted = await this.commands.execute(new PostCommentCommand(site, article, writer, request, context));
    if (posted.executed.kind === 'appended')
      this.addresses.noteLater(site, { commentId: posted.commentId, authorId: writer.id }, ip);
    return {
      query: { posted: posted.commentId, after: String(posted.executed.position) },
      hash: `comment-${posted.commentId}`,
    };
  }

  private async report(site: string, article: string, form: EmbedForm, { ip }: FastifyRequest): Promise<Destination> {
    const { report, reason, note } = form;
    if (!this.forms.isOurs(form.form, { site, article })) throw new Refusal('form-not-signed');
    const id = idOf(report);
    const wanted = parseInput(ReportCommentRequest, { reason, ...(note !== '' && { note }) });
    const { id: reporterId, authorId } = await this.callers.reporter(site, anonymous, ip);
    const asked = { type: 'ReportComment', reporterId, reporterKind: 'guest', ...wanted, authorId, article } as const;
    await this.commands.execute(new ChangeComment(site, id, asked));
    return { query: { reported: id }, hash: `comment-${id}` };
  }

  /**
   * Makes an idempotency key of the form's token and content, so that a second click or a reload posts one comment
   * only. The same text in a newly shown form, or from another network, is another comment.
   */
  private async sameFormOnce(place: string, token: string, wanted: PostCommentRequest, address: string) {
    const { hash } = await this.hashes.today('form', address);
    const key = createHash('sha256')
      .update(JSON.stringify([token, wanted]))
      .digest('base64url');
    return idempotentRequest(this.given.keys.idempotency, {
      key,
      caller: `form:${place}\n${hash.toString('base64url')}`,
      method: 'POST',
      path: 'embed',
      body: wanted,
    });
  }
}
