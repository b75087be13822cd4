import { Policy } from '../policy.ts';
import { PolicyAnswer, PolicyChangedAnswer, TryPolicyAnswer, TryPolicyRequest } from '../policy-answers.ts';
import { NewSiteId, PutSiteAnswer, PutSiteRequest, SitesAnswer } from '../site.ts';
import type { RouteTable } from './route.ts';

/** The sites of this installation, and the rules of each. */
export const siteRoutes = {
  'GET /v1/sites': {
    operationId: 'Sites_list',
    access: 'publisher',
    queuesNeeded: 'none',
    summary: 'The sites that the caller reaches',
    tag: 'Moderators',
    answers: { 200: SitesAnswer },
  },
  'PUT /v1/sites/:site': {
    operationId: 'Sites_put',
    access: 'installation',
    queuesNeeded: 'every',
    summary: 'Make a site, or change its name, time zone and origins',
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
    summary: "The site's policy",
    tag: 'Moderators',
    answers: { 200: PolicyAnswer },
  },
  'PUT /v1/sites/:site/policy': {
    operationId: 'Policy_change',
    access: 'admin',
    summary: 'Change the policy; needs `If-Match`',
    tag: 'Moderators',
    body: Policy,
    // It may carry lists of thousands of words.
    mostBytes: 204_800,
    answers: { 200: PolicyChangedAnswer },
    command: true,
  },
  'POST /v1/sites/:site/policy/try': {
    operationId: 'Policy_try',
    access: 'moderator',
    queuesNeeded: 'none',
    summary: 'What a policy would say of a text by somebody new; nothing is stored',
    tag: 'Moderators',
    body: TryPolicyRequest,
    // As much as a policy, and a text.
    mostBytes: 262_144,
    answers: { 200: TryPolicyAnswer },
  },
} as const satisfies RouteTable;
