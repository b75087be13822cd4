import type { ServiceAnswer } from '../service/asking.ts';
import { writingTo } from '../service/writing.ts';
import { type FormProblem, formOf } from '../state/thread-state.ts';
import { problemText } from './problem-text.ts';
import { nobodyNow } from './look.ts';
import type { Stage } from './stage.ts';

/** Sends a form, one request at a time. Undefined after a failure, which the form then shows. */
export async function submit<T>(
  stage: Stage,
  form: string,
  ask: () => Promise<ServiceAnswer<T>>,
): Promise<T | undefined> {
  if (formOf(stage.state, form).sending) return undefined;
  stage.setForm(form, { sending: true, notice: null });
  const { value, problem } = await ask();
  if (problem) fail(stage, form, problem);
  else stage.setForm(form, { sending: false });
  return value;
}

/** Sends a request as the form's author: a member or a guest. */
export const telling = ({ service, state }: Stage) => writingTo(service, state.signedIn ? 'member' : 'guest');

/** Shows a problem in the form, and moves the focus to the field to correct. */
export function fail(stage: Stage, form: string, problem: FormProblem): void {
  if (problem.code === 'unauthenticated' && stage.state.signedIn) nobodyNow(stage);
  const field = problem.fields?.[0];
  const notice = { problem, text: problemText(problem, stage.words) };
  stage.setForm(form, { sending: false, notice }, field ? `colloquy-${field}-${form}` : null);
}
