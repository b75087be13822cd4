import type { EmbedPage } from '#contracts/embed';
import { hydrate, h } from 'preact';
import { Thread } from '../components/thread.tsx';
import { draftedForm } from '../conversation/drafted-form.ts';
import { loadLater } from '../conversation/load-later.ts';
import { load, look, visit } from '../conversation/read.ts';
import { Stage } from '../conversation/stage.ts';
import { type ThreadState, emptyConversation } from '../state/thread-state.ts';
import { stateOfPage } from '../embedding/state-of-page.ts';
import { loadWords } from '../languages/load-words.ts';
import { type Drafts, draftsOf } from '../service/drafts.ts';
import { Identity } from '../service/identity.ts';
import { serviceFor } from '../service/service.ts';
import { drawingOn, sceneOf } from './canvas.ts';
import { commentInAddress, serviceBase } from './surroundings.ts';
import type { ThreadOptions } from './thread-options.ts';
import { tick } from './tick.ts';

/** The life of an article's comments on a page: from the first request until the signal ends it. */
export async function runThread(options: ThreadOptions, signal: AbortSignal): Promise<void> {
  const { site, article, sort, adopted, provider, language } = options;
  const identity = new Identity(site, provider);
  const service = serviceFor(serviceBase, site, article, identity);
  const drafts = draftsOf(`${site}/${article}`);
  const after = drafts.position();
  // Asked for before anything else: the language comes meanwhile.
  const firstPage = adopted ? null : service.thread({ sort, after });
  const words = await loadWords(language);
  if (signal.aborted) return;
  const draw = drawingOn(options, signal);
  const stage = new Stage(beginning(options, drafts, identity), options, words, service, identity, drafts, draw);
  if (adopted) adopt(stage, options, adopted);
  stage.set({ live: true, signedIn: provider !== null });
  every(1000, signal, () => tick(stage));
  addEventListener('hashchange', () => goToAddress(stage), { signal });
  if (firstPage) await load(stage, firstPage);
  goToAddress(stage);
  await look(stage);
  await listenWhenLoaded(stage, signal);
}

/** What was being written when the page was left is there again. */
function beginning({ adopted, sort }: ThreadOptions, drafts: Drafts, identity: Identity): ThreadState {
  const begin = adopted ? stateOfPage(adopted) : emptyConversation(sort, Date.now());
  return { ...begin, forms: { '': draftedForm('', drafts, identity), ...begin.forms } };
}

/** The first drawing repeats what the server drew, in its time zone; the next one is the reader's own. */
function adopt(stage: Stage, options: ThreadOptions, { thread, now }: EmbedPage): void {
  stage.loaded(thread);
  hydrate(h(Thread, { scene: sceneOf(stage, options, 'UTC') }), options.container);
  stage.skew = Math.max(0, now - Date.now());
  stage.set({ now: stage.time() });
}

/** What is needed to listen, and to write, comes after all that is shown. */
async function listenWhenLoaded(stage: Stage, signal: AbortSignal): Promise<void> {
  const rest = await loadLater().catch(() => null);
  if (rest) rest.listen(stage, signal);
  else if (!signal.aborted) setTimeout(() => void listenWhenLoaded(stage, signal), 30_000);
}

function goToAddress(stage: Stage): void {
  const id = commentInAddress();
  if (id !== null) void visit(stage, id);
}

function every(milliseconds: number, signal: AbortSignal, act: () => void): void {
  const timer = setInterval(act, milliseconds);
  signal.addEventListener('abort', () => clearInterval(timer));
}
