import { Body, Controller, Get, Param, Put, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Policy } from '#contracts/policy';
import { Refusal } from '#contracts/refusal';
import { type PolicyState, policyDecider } from '#domain/policy';
import { type ApiDependencies, Given } from '../foundation/api-dependencies';
import { CommandExecutor, type Executed } from '../commands/command-executor';
import { policyStream } from '../commands/stream-ids';
import { Route } from '../routes/access';
import { commandContext, commandHeaders } from '../commands/command-context';
import { CurrentCaller } from '../routes/current';
import { parseInput } from '../http/invalid-fields';
import type { Caller } from '../identity/caller';
import { Callers } from '../identity/callers';
import { ChangePolicyCommand } from './change-policy.handler';

const PolicyAnswer = z.object({ policyVersion: z.number().int(), policy: Policy });

/** The site's rules: one versioned document, changed only on top of the version that was read. */
@Controller('v1/sites/:site/policy')
export class PolicyController {
  constructor(
    private readonly commands: CommandBus,
    private readonly executor: CommandExecutor,
    private readonly callers: Callers,
    @Given() private readonly given: Pick<ApiDependencies, 'keys' | 'tokenKeyIsGiven'>,
  ) {}

  @Get()
  @Route({
    access: 'moderator',
    queuesNeeded: 'none',
    summary: "The site's policy",
    tag: 'Moderators',
    answers: { 200: PolicyAnswer },
  })
  read(@Param('site') site: string, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.current(site, reply);
  }

  @Put()
  @Route({
    access: 'admin',
    summary: 'Change the policy; needs `If-Match`',
    tag: 'Moderators',
    body: Policy,
    answers: { 200: PolicyAnswer },
    command: true,
  })
  async change(
    @Param('site') site: string,
    @CurrentCaller() caller: Caller,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const policy = parseInput(Policy, body);
    const basedOn = versionIn(request.headers['if-match']);
    const { id } = await this.callers.actor(site, caller);
    const context = commandContext(request, this.given.keys.idempotency, id);
    // Who came with a token proves that somebody signs them, be it with the secret that was generated.
    const readersCanSignIn = this.given.tokenKeyIsGiven || request.headers.authorization !== undefined;
    const command = { type: 'ChangePolicy', policy, basedOn, actorId: id, readersCanSignIn } as const;
    const executed = await this.commands.execute(new ChangePolicyCommand(site, command, context));
    const position = commandHeaders(reply, executed);
    const policyVersion = storedAs(executed);
    // Known from the command itself: what is stored need not be read back.
    if (policyVersion !== undefined) return { ...withEtag(reply, { policy, policyVersion }), position };
    return { ...(await this.current(site, reply)), position };
  }

  private async current(site: string, reply: FastifyReply) {
    const { state } = await this.executor.load(policyDecider, policyStream(site));
    return withEtag(reply, state);
  }
}

function withEtag(reply: FastifyReply, state: PolicyState): PolicyState {
  reply.header('etag', `"${state.policyVersion}"`);
  return state;
}

/** Undefined where nothing was stored, or by an older version that did not note it. */
function storedAs(executed: Executed): number | undefined {
  if (executed.kind === 'replayed') return FirstChange.safeParse(executed.result).data?.policyVersion;
  const [event] = executed.kind === 'appended' ? executed.events : [];
  return event?.type === 'PolicyChanged' ? event.data.policyVersion : undefined;
}

const FirstChange = z.object({ policyVersion: z.number().int() });

function versionIn(ifMatch: string | undefined): number {
  if (ifMatch === undefined) throw new Refusal('precondition-required');
  const [, version] = /^(?:W\/)?"(\d{1,9})"$/.exec(ifMatch.trim()) ?? [];
  if (version === undefined) throw new Refusal('precondition-failed');
  return Number(version);
}
