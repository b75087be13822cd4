import { z } from 'zod';
import { EmbedForm, EmbedQuery, limitOfForm } from '../embed-requests.ts';
import { Uuid } from '../identifiers.ts';
import { type RouteTable, askedAgain, html, immutable, script } from './route.ts';

/** Asked for again after ten minutes, and answered with 304 while it is the same; meanwhile no page waits for it. */
const revalidated = 'public, max-age=600, stale-while-revalidate=86400';

const drawn = 'image/svg+xml; charset=utf-8';

/** `{author}.svg`; what stands before it is the author's id. */
const AvatarFile = z
  .string()
  .regex(/\.svg$/)
  .transform((file) => file.slice(0, -'.svg'.length))
  .pipe(Uuid);

/** What pages are made with: the thread as HTML, the elements, pictures of people. */
export const pageRoutes = {
  'GET /v1/sites/:site/articles/:article/embed': {
    operationId: 'Embed_page',
    access: 'public',
    summary: 'The thread and its form as HTML that needs no script',
    tag: 'Article pages',
    query: EmbedQuery,
    reads: ['thread', 'article'],
    cache: askedAgain,
    limited: 'read',
    answers: { 200: html },
  },
  'POST /v1/sites/:site/articles/:article/embed': {
    operationId: 'Embed_send',
    access: 'public',
    summary: 'The plain form: posts or reports, and answers 303 to the page that shows it',
    limited: limitOfForm,
    tag: 'Article pages',
    form: EmbedForm.prefault({}),
    answers: { 303: null },
    refusedAs: html,
  },
  'GET /widget.js': {
    operationId: 'Widget_script',
    access: 'public',
    summary: 'The elements <comment-thread> and <comment-count>',
    tag: 'Article pages',
    cache: revalidated,
    unlimited: 'a file in memory',
    answers: { 200: script },
  },
  'GET /widget.css': {
    operationId: 'Widget_style',
    access: 'public',
    summary: 'How comments look where no script runs',
    tag: 'Article pages',
    cache: revalidated,
    unlimited: 'a file in memory',
    answers: { 200: { content: 'text/css; charset=utf-8' } },
  },
  'GET /widget/:file': {
    operationId: 'Widget_language',
    access: 'public',
    summary: 'A language of the elements',
    tag: 'Article pages',
    params: { file: z.string() },
    cache: immutable,
    unlimited: 'a file in memory',
    answers: { 200: script },
  },
  'GET /v1/avatars/:file': {
    operationId: 'Avatars_avatar',
    access: 'public',
    summary: "An author's generated picture",
    tag: 'Article pages',
    params: { file: AvatarFile },
    cache: immutable,
    limited: 'read',
    answers: { 200: { content: drawn } },
  },
  'GET /v1/avatars/gravatar/:ticket': {
    operationId: 'Avatars_gravatar',
    access: 'public',
    summary: "An author's own picture, passed on from Gravatar where the operator wants that; else the generated one",
    tag: 'Article pages',
    params: { ticket: z.string() },
    cache: 'public, max-age=86400',
    limited: 'read',
    answers: { 200: { content: ['image/png', 'image/jpeg', 'image/webp', 'image/gif', drawn] } },
  },
} as const satisfies RouteTable;
