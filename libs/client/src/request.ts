import type { AnswerOf, BodyOf, ParamsOf, QueryOf, RouteKey } from '#contracts/routes';

/** A call before it is sent: it may be stored as JSON, and sent later. */
export interface Request<Answered> {
  readonly method: string;
  /** With the query, without the service's own address. */
  readonly path: string;
  readonly body?: unknown;
  /** Never there: it carries the type of what comes back. */
  readonly answered?: Answered;
}

type Part<Name extends string, T> = [NonNullable<T>, keyof NonNullable<T>] extends [never, unknown] | [unknown, never]
  ? { readonly [N in Name]?: undefined }
  : undefined extends T
    ? { readonly [N in Name]?: Readonly<NonNullable<T>> | undefined }
    : object extends T
      ? { readonly [N in Name]?: Readonly<T> | undefined }
      : { readonly [N in Name]: Readonly<T> };

/** What goes with a call: all that its route needs, and nothing that it does not take. */
export type GivenFor<K extends RouteKey> = Part<'params', ParamsOf<K>> &
  Part<'query', QueryOf<K>> &
  Part<'body', BodyOf<K>>;

/** What is given for a route and beside it; it may be left out where nothing is needed. */
export type GivenWith<K extends RouteKey, Beside = unknown> =
  object extends GivenFor<K> ? [given?: GivenFor<K> & Beside] : [given: GivenFor<K> & Beside];

/** The call of a route: `requestTo('GET /v1/sites/:site/comments/:id', { params: { site: 'default', id } })`. */
export function requestTo<K extends RouteKey, Beside = unknown>(
  route: K,
  ...[given]: GivenWith<K, NoInfer<Beside>>
): Request<AnswerOf<K>> {
  const { params = {}, query = {}, body }: Checked = given ?? {};
  const [method = '', path = ''] = route.split(' ');
  const pairs = new URLSearchParams();
  // A list is said name by name, and nothing not at all.
  for (const [name, value] of Object.entries(query))
    for (const one of [value].flat()) if ((one ?? '') !== '') pairs.append(name, String(one));
  const search = pairs.toString();
  return {
    method,
    path:
      path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? '')) + (search && `?${search}`),
    body,
  };
}

/** What was held against the table when it was compiled. */
interface Checked {
  readonly params?: Readonly<Record<string, string>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
}
