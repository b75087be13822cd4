import { Policy } from '../policy.ts';
import { PolicyAnswer, PolicyChangedAnswer, TryPolicyAnswer, TryPolicyRequest } from '../policy-answers.ts';
import { NewSiteId, PutSiteAnswer, PutSiteRequest, SitesAnswer } from '../site.ts';
import type { RouteTable } from './route.ts';

/** The sites of this installation, and the policy of each. */
export const siteRoutes = {
  'GET /v1/sites': {
    operationId: 'Sites_list',
    access: 'publisher',
    queuesNeeded: 'none',
    summary: 'List sites',
    details: 'Returns the sites that the caller’s token has access to.',
    tag: 'Moderators',
    answers: { 200: SitesAnswer },
  },
  'PUT /v1/sites/:site': {
    operationId: 'Sites_put',
    access: 'installation',
    queuesNeeded: 'every',
    summary: 'Create or update a site',
    details:
      'Creates the site if it does not exist; then the status is 201. Fields that are left out stay as they are.',
    tag: 'Moderators',
    params: { site: NewSiteId },
    body: PutSiteRequest.prefault({}),
    answers: { 200: PutSiteAnswer, 201: PutSiteAnswer },
    command: true,
    makesSite: true,
  },
  'GET /v1/sites/:site/policy': {
    operationId: 'Policy_read',
    access: 'moderator',
    queuesNeeded: 'none',
    summary: 'Get the policy',
    details: 'Returns the site’s rules and their version. Keep the `ETag` for a change.',
    tag: 'Moderators',
    answers: { 200: PolicyAnswer },
    etag: true,
  },
  'PUT /v1/sites/:site/policy': {
    operationId: 'Policy_change',
    access: 'admin',
    summary: 'Change the policy',
    details:
      'Replaces the whole policy. Send the `ETag` that you read as `If-Match`, so that you do not overwrite the change of another admin.',
    tag: 'Moderators',
    body: Policy,
    // A policy can have lists with thousands of words.
    mostBytes: 204_800,
    answers: { 200: PolicyChangedAnswer },
    command: true,
    etag: true,
    ifMatch: true,
    problems: ['policy-contradicts-itself'],
  },
  'POST /v1/sites/:site/policy/try': {
    operationId: 'Policy_try',
    access: 'moderator',
    queuesNeeded: 'none',
    summary: 'Try a policy on a text',
    details: 'Returns what a policy would do with a text by a new author. Nothing is stored.',
    tag: 'Moderators',
    body: TryPolicyRequest,
    // A policy and a text.
    mostBytes: 262_144,
    answers: { 200: TryPolicyAnswer },
    problems: ['policy-contradicts-itself'],
  },
} as const satisfies RouteTable;
