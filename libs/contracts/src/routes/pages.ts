import { ofPosting } from './refusals.ts';
import { z } from 'zod';
import { EmbedForm, EmbedQuery, limitOfForm } from '../embed-requests.ts';
import { Uuid } from '../identifiers.ts';
import { type RouteTable, askedAgain, html, immutable, script } from './route.ts';

/** Browsers revalidate after ten minutes, in the background, and get 304 if nothing changed. */
const revalidated = 'public, max-age=600, stale-while-revalidate=86400';

const drawn = 'image/svg+xml; charset=utf-8';

/** `{author}.svg`, parsed to the author's id. */
const AvatarFile = z
  .string()
  .regex(/\.svg$/)
  .transform((file) => file.slice(0, -'.svg'.length))
  .pipe(Uuid);

/** Files and pages for readers' browsers: the thread as HTML, the widget, pictures of authors. */
export const pageRoutes = {
  'GET /v1/sites/:site/articles/:article/embed': {
    operationId: 'Embed_page',
    access: 'public',
    summary: 'Show the comments of an article as a page',
    details: 'HTML with the thread and its form, for iframes and server-side includes. Works without JavaScript.',
    tag: 'Article pages',
    query: EmbedQuery,
    reads: ['thread', 'article'],
    cache: askedAgain,
    limited: 'read',
    answers: { 200: html },
    etag: true,
  },
  'POST /v1/sites/:site/articles/:article/embed': {
    operationId: 'Embed_send',
    access: 'public',
    summary: 'Send the form of the page',
    details:
      'Posts or reports a comment, then redirects to the page that shows the result. Programs use the JSON operations instead.',
    limited: limitOfForm,
    tag: 'Article pages',
    form: EmbedForm.prefault({}),
    answers: { 303: null },
    refusedAs: html,
    problems: [
      ...ofPosting,
      'form-not-signed',
      'author-erased',
      'idempotency-key-reused',
      'version-conflict',
      'outcome-unknown',
    ],
  },
  'GET /widget.js': {
    operationId: 'Widget_script',
    access: 'public',
    summary: 'Get the widget',
    details: 'The script with the elements `<comment-thread>` and `<comment-count>`.',
    tag: 'Article pages',
    cache: revalidated,
    unlimited: 'a file in memory',
    answers: { 200: script },
    etag: true,
    problems: ['unavailable'],
  },
  'GET /widget.css': {
    operationId: 'Widget_style',
    access: 'public',
    summary: 'Get the style sheet',
    details: 'The style sheet of comments on pages without scripts.',
    tag: 'Article pages',
    cache: revalidated,
    unlimited: 'a file in memory',
    answers: { 200: { content: 'text/css; charset=utf-8' } },
    etag: true,
    problems: ['unavailable'],
  },
  'GET /widget/:file': {
    operationId: 'Widget_language',
    ofPages: true,
    access: 'public',
    summary: 'Get a part of the widget',
    details: 'A language, or a part that is loaded later. The name changes with the content.',
    tag: 'Article pages',
    params: { file: z.string().describe('Name of the file') },
    cache: immutable,
    unlimited: 'a file in memory',
    answers: { 200: script },
    etag: true,
    problems: ['unavailable'],
  },
  'GET /v1/avatars/:file': {
    operationId: 'Avatars_avatar',
    access: 'public',
    summary: 'Get a generated picture of an author',
    details: 'An SVG picture that is derived from the author’s id.',
    tag: 'Article pages',
    params: { file: AvatarFile.describe('Id of the author and `.svg`') },
    cache: immutable,
    limited: 'read',
    answers: { 200: { content: drawn } },
  },
  'GET /v1/avatars/gravatar/:ticket': {
    operationId: 'Avatars_gravatar',
    access: 'public',
    summary: 'Get an author’s own picture',
    details:
      'Fetched from Gravatar if the operator allows it; otherwise the generated picture. Readers’ browsers never contact Gravatar.',
    tag: 'Article pages',
    params: { ticket: z.string().describe('From the `avatarUrl` of an author') },
    cache: 'public, max-age=86400',
    limited: 'read',
    answers: { 200: { content: ['image/png', 'image/jpeg', 'image/webp', 'image/gif', drawn] } },
  },
} as const satisfies RouteTable;
