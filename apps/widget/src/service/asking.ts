import { type CallOptions, clientOf } from '#client/client';
import type { Problem as Refused } from '#client/problem';
import type { Request } from '#client/request';
import type { FormProblem } from '../state/thread-state.ts';
import type { Identity } from './identity.ts';

export type Asking = ReturnType<typeof askingAbout>;

export type ServiceAnswer<T> =
  { readonly value: T; readonly problem?: undefined } | { readonly value?: undefined; readonly problem: FormProblem };

/** How an article's page asks the service. */
export function askingAbout(base: string, site: string, article: string, identity: Identity) {
  const { send, addressOf } = clientOf({ base, credentials: 'omit' });
  let skew = 0;

  const ask = async <T>(request: Request<T>, options?: CallOptions): Promise<ServiceAnswer<T>> => {
    const answer = await send(request, options);
    if (!answer.ok) return { problem: explained(answer.problem) };
    const ahead = Date.parse(answer.headers.get('date') ?? '') - Date.now();
    // A second or two are the network's, half a minute a cache's.
    skew = Math.abs(ahead) > 60_000 ? ahead : 0;
    return answer;
  };

  return {
    ask,
    identity,
    addressOf,
    /** Milliseconds that the service's clock is ahead of this one, as it told last. */
    skew: (): number => skew,
    here: { params: { site, article } },
    one: (id: string) => ({ params: { site, id } }),
  };
}

/** A problem as forms tell it. */
const explained = (problem: Refused): FormProblem => ({
  ...problem,
  // An unavailable service counts as offline, whether it does not answer itself or its proxy answers for it.
  code: problem.type && problem.status !== 503 ? problem.code : 'offline',
  fields: problem.errors?.map(({ pointer }) => pointer.split('/').at(-1) ?? ''),
});
