import { z } from 'zod';
import { DeskSessionAnswer, DeskSignInPage, DeskSignInRequest, DeskSignInStart } from '../desk-session.ts';
import { type RouteTable, html, immutable } from './route.ts';

const notBuilt = { content: 'text/plain; charset=utf-8' } as const;
/** The moderators' desk: its pages, and who is signed in. */
export const deskRoutes = {
  'GET /desk/session': {
    operationId: 'DeskSession_show',
    access: 'desk',
    summary:
      'Who is signed in, and what they may do; without a session `signInUrl` of the problem says where to sign in',
    tag: 'Desk',
    answers: { 200: DeskSessionAnswer },
  },
  'DELETE /desk/session': {
    operationId: 'DeskSession_end',
    access: 'desk',
    summary: 'Sign out',
    tag: 'Desk',
    answers: { 204: null },
  },
  'GET /desk/sign-in': {
    operationId: 'DeskLink_page',
    access: 'public',
    summary: 'The page that a one-time link opens',
    unlimited: 'a page in memory',
    tag: 'Desk',
    query: DeskSignInPage,
    answers: { 200: html },
  },
  'POST /desk/sign-in': {
    operationId: 'DeskLink_redeem',
    access: 'public',
    summary: 'Sign in with the token of a one-time link',
    tag: 'Desk',
    body: DeskSignInRequest,
    answers: { 204: null },
    limited: 'signIn',
  },
  'GET /desk/oidc/start': {
    operationId: 'DeskOidc_start',
    access: 'public',
    summary: 'Redirects to the identity provider, and from there back to the desk',
    tag: 'Desk',
    limited: 'oidc',
    query: DeskSignInStart,
    answers: { 303: null },
    refusedAs: html,
  },
  'GET /desk/oidc/callback': {
    operationId: 'DeskOidc_callback',
    access: 'public',
    summary: 'Where the identity provider sends browsers back to',
    tag: 'Desk',
    limited: 'oidc',
    answers: { 303: null },
    refusedAs: html,
  },
  'GET /desk': {
    operationId: 'DeskPages_page',
    summary: 'The moderators’ desk',
    access: 'public',
    tag: 'Desk',
    cache: 'no-cache',
    unlimited: 'a file in memory',
    answers: { 200: html, 503: notBuilt },
  },
  'GET /favicon.ico': {
    operationId: 'DeskPages_icon',
    access: 'public',
    summary: 'The icon of every page that names none',
    tag: 'Desk',
    cache: 'public, max-age=86400',
    unlimited: 'a file in memory',
    answers: { 200: { content: 'image/svg+xml; charset=utf-8' }, 503: notBuilt },
  },
  'GET /desk/assets/:file': {
    operationId: 'DeskPages_asset',
    access: 'public',
    summary: 'A file of the desk',
    tag: 'Desk',
    params: { file: z.string() },
    cache: immutable,
    unlimited: 'a file in memory',
    answers: { 200: { content: '*/*' } },
  },
  'GET /desk/*': {
    operationId: 'DeskPages_place',
    summary: 'A place in the desk',
    access: 'public',
    tag: 'Desk',
    cache: 'no-cache',
    unlimited: 'a file in memory',
    answers: { 200: { content: ['text/html; charset=utf-8', '*/*'] }, 503: notBuilt },
  },
} as const satisfies RouteTable;
