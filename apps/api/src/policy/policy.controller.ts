import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import type { Policy } from '#contracts/policy';
import type { PolicyAnswer, TryPolicyAnswer } from '#contracts/policy-answers';
import { newId } from '#platform/new-id';
import { type ChangePolicy, policyDecider, refuseContradiction } from '#domain/policy';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';
import { CommandExecutor } from '../commands/command-executor.ts';
import { policyStream } from '../commands/stream-ids.ts';
import { NamesInUse } from '../comments/names-in-use.ts';
import { type IfMatch, readIfMatch } from '../http/if-match.ts';
import { Callers } from '../identity/callers.ts';
import { Input, type InputOf } from '../routes/input.ts';
import { Route } from '../routes/route.ts';
import { ChangePolicyCommand } from './change-policy.handler.ts';
import { tryPolicy } from './try-policy.ts';
import { warningsOf } from './warnings.ts';

/** The policy of a site: a versioned document. A change must name the version that it is based on. */
@Controller()
export class PolicyController {
  constructor(
    private readonly commands: CommandBus,
    private readonly executor: CommandExecutor,
    private readonly callers: Callers,
    private readonly names: NamesInUse,
    @Given() private readonly given: Pick<ApiDependencies, 'tokenKeyIsGiven'>,
  ) {}

  @Route('GET /v1/sites/:site/policy')
  read(@Input() { params, reply }: InputOf<'GET /v1/sites/:site/policy'>): Promise<PolicyAnswer> {
    return this.current(params.site, reply);
  }

  @Route('PUT /v1/sites/:site/policy')
  async change(@Input() input: InputOf<'PUT /v1/sites/:site/policy'>) {
    const { params, body: policy, caller, command, request, reply } = input;
    const { site } = params;
    const basedOn = versionsIn(readIfMatch(request.headers['if-match']));
    const { id } = await this.callers.actor(site, caller);
    const context = command.context(id);
    // A caller with a token proves that tokens are being signed, even if with the generated secret.
    const readersCanSignIn = this.given.tokenKeyIsGiven || request.headers.authorization !== undefined;
    const change = { type: 'ChangePolicy', policy, basedOn, actorId: id, readersCanSignIn } as const;
    const { executed, policyVersion } = await this.commands.execute(new ChangePolicyCommand(site, change, context));
    const position = await command.done(executed);
    // The new policy is known from the command, so it need not be read back.
    if (policyVersion !== undefined) return { ...(await withEtag(reply, { policy, policyVersion })), position };
    return { ...(await this.current(site, reply)), position };
  }

  @Route('POST /v1/sites/:site/policy/try')
  async try(@Input() { params, body }: InputOf<'POST /v1/sites/:site/policy/try'>): Promise<TryPolicyAnswer> {
    const { site } = params;
    const { policy = await this.inForce(site), ...tried } = body;
    refuseContradiction(policy);
    const { authorName: name } = tried;
    const guest = { kind: 'guest', id: newId(), badge: null, isNew: true } as const;
    const lookalike = name === undefined ? null : await this.names.lookalike(site, null, { ...guest, name }, policy);
    return { ...tryPolicy(policy, tried, lookalike), warnings: await warningsOf(policy) };
  }

  private async inForce(site: string): Promise<Policy> {
    return (await this.executor.load(policyDecider, policyStream(site))).state.policy;
  }

  private async current(site: string, reply: FastifyReply): Promise<PolicyAnswer> {
    const { state } = await this.executor.load(policyDecider, policyStream(site));
    return withEtag(reply, state);
  }
}

async function withEtag(reply: FastifyReply, state: Omit<PolicyAnswer, 'warnings'>): Promise<PolicyAnswer> {
  reply.header('etag', `"${state.policyVersion}"`);
  return { ...state, warnings: await warningsOf(state.policy) };
}

/** A tag that is no version is a policy that never existed, so it matches none. */
const versionsIn = (ifMatch: IfMatch): ChangePolicy['basedOn'] =>
  ifMatch === 'any' ? ifMatch : ifMatch.map((tag) => (/^\d{1,9}$/.test(tag) ? Number(tag) : -1));
