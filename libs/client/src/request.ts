import type { AnswerOf, BodyOf, ParamsOf, QueryOf, RouteKey } from '#contracts/routes';

/** A call that was not sent yet. It can be stored as JSON and sent later. */
export interface Request<Answered> {
  readonly method: string;
  /** Path and query, without the address of the service. */
  readonly path: string;
  readonly body?: unknown;
  /** Never set: it only carries the type of the response. */
  readonly answered?: Answered;
}

type Part<Name extends string, T> = [NonNullable<T>, keyof NonNullable<T>] extends [never, unknown] | [unknown, never]
  ? { readonly [N in Name]?: undefined }
  : undefined extends T
    ? { readonly [N in Name]?: Readonly<NonNullable<T>> | undefined }
    : object extends T
      ? { readonly [N in Name]?: Readonly<T> | undefined }
      : { readonly [N in Name]: Readonly<T> };

/** The input of a call: exactly what its route requires and accepts. */
export type GivenFor<K extends RouteKey> = Part<'params', ParamsOf<K>> &
  Part<'query', QueryOf<K>> &
  Part<'body', BodyOf<K>>;

/** The input of a route together with other options. Optional if the route requires none. */
export type GivenWith<K extends RouteKey, Extra = unknown> =
  object extends GivenFor<K> ? [given?: GivenFor<K> & Extra] : [given: GivenFor<K> & Extra];

/** Builds the call of a route: `requestTo('GET /v1/sites/:site/comments/:id', { params: { site: 'default', id } })`. */
export function requestTo<K extends RouteKey, Extra = unknown>(
  route: K,
  ...[given]: GivenWith<K, NoInfer<Extra>>
): Request<AnswerOf<K>> {
  const { params = {}, query = {}, body }: Checked = given ?? {};
  const [method = '', path = ''] = route.split(' ');
  const pairs = new URLSearchParams();
  // A list becomes one parameter per item; empty values are left out.
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

/** The input after the compiler has checked it. */
interface Checked {
  readonly params?: Readonly<Record<string, string>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
}
