import type { QueueName } from '#contracts/vocabulary';
import { queueNames } from './queues.ts';

/** Every page of the desk, with the parameters of its address. */
interface Pages {
  readonly start: object;
  readonly 'sign-in': object;
  readonly nowhere: object;
  readonly review: OfQueue;
  readonly list: OfQueue;
  readonly mine: OfSite;
  readonly search: OfSite;
  readonly articles: OfSite;
  readonly numbers: OfSite;
  readonly policy: OfSite;
  readonly article: OfThing;
  readonly author: OfThing;
  readonly comment: OfThing;
}
interface OfSite {
  readonly site: string;
}
interface OfQueue extends OfSite {
  readonly queue: QueueName;
}
interface OfThing extends OfSite {
  readonly id: string;
}

export type PageName = keyof Pages;
/** `query` is the part of the address after the question mark. */
export type RouteTo<Name extends PageName> = {
  readonly page: Name;
  readonly query?: Readonly<Record<string, string>>;
} & Pages[Name];
/** A page of the desk with its parameters. */
export type DeskRoute = { [Name in PageName]: RouteTo<Name> }[PageName];

/** The pages of a site that are about nothing narrower. */
export const sitePages = ['mine', 'search', 'articles', 'numbers', 'policy'] as const;
export type SitePage = (typeof sitePages)[number];

const base = '/desk';
const things = { articles: 'article', authors: 'author', comments: 'comment' } as const;
const folders = { article: 'articles', author: 'authors', comment: 'comments' } as const;

/** The route of an address; `nowhere` for one that the desk does not know. */
export function deskRouteOf(path: string, search = ''): DeskRoute {
  const query = Object.fromEntries(new URLSearchParams(search));
  return { ...pageOf(path), ...(Object.keys(query).length > 0 && { query }) };
}

function pageOf(path: string): DeskRoute {
  const [desk, first, site, third, fourth, ...rest] = path
    .split('/')
    .filter((part) => part !== '')
    .map(decoded);
  if (desk !== base.slice(1) || rest.length > 0) return { page: 'nowhere' };
  if (first === undefined) return { page: 'start' };
  if (first === 'sign-in' && site === undefined) return { page: 'sign-in' };
  if (first !== 'sites' || site === undefined || third === undefined) return { page: 'nowhere' };
  if (fourth === undefined) return sitePageOf(site, third);
  const queue = queueNames.find((one) => one === fourth);
  if (third === 'review' || third === 'list') return queue ? { page: third, site, queue } : { page: 'nowhere' };
  return isThing(third) ? { page: things[third], site, id: fourth } : { page: 'nowhere' };
}

function sitePageOf(site: string, name: string): DeskRoute {
  const page = sitePages.find((one) => one === name);
  return page ? { page, site } : { page: 'nowhere' };
}

/** The address of a route: what `routeOf` reads. */
export function addressOf(route: DeskRoute): string {
  const query = new URLSearchParams(route.query ?? {}).toString();
  return pathOf(route) + (query && `?${query}`);
}

function pathOf(route: DeskRoute): string {
  switch (route.page) {
    case 'start':
    case 'nowhere':
      return base;
    case 'sign-in':
      return `${base}/sign-in`;
    case 'review':
    case 'list':
      return `${base}/sites/${route.site}/${route.page}/${route.queue}`;
    case 'article':
    case 'author':
    case 'comment':
      return `${base}/sites/${route.site}/${folders[route.page]}/${encodeURIComponent(route.id)}`;
    default:
      return `${base}/sites/${route.site}/${route.page}`;
  }
}

const isThing = (name: string): name is keyof typeof things => name in things;

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
