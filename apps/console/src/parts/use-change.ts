import { useRef, useState } from 'preact/hooks';
import { useDesk } from '../desk/desk-context.ts';
import type { Answer } from '#client/client';
import type { Request } from '#client/request';
import type { Problem } from '#client/problem';
import { isPassing } from '../service/problem.ts';

/**
 * A change that its form waits for, so that it can say why one was refused. Where it is not known whether a change was
 * done, the same one again carries the same key: it is done once.
 */
export function useChange() {
  const { siteApi } = useDesk();
  const [state, setState] = useState<{ sending: boolean; problem: Problem | null }>({ sending: false, problem: null });
  const open = useRef<{ readonly what: string; readonly key: string } | null>(null);
  const send = async <T>(request: Request<T>, headers: Readonly<Record<string, string>> = {}): Promise<Answer<T>> => {
    const what = JSON.stringify([request, headers]);
    open.current = open.current?.what === what ? open.current : { what, key: crypto.randomUUID() };
    setState({ sending: true, problem: null });
    const answer = await siteApi.peek().change(request, { headers, key: open.current.key });
    if (answer.ok || !isPassing(answer.problem)) open.current = null;
    setState({ sending: false, problem: answer.ok ? null : answer.problem });
    return answer;
  };
  return { ...state, send, forget: () => setState({ sending: false, problem: null }) };
}
