import { h, render } from 'preact';
import type { Scene } from '../components/scene.ts';
import { Thread } from '../components/thread.tsx';
import { actingOn } from '../conversation/conversation.ts';
import type { Stage } from '../conversation/stage.ts';
import { linksTo } from '../embedding/state-of-page.ts';
import type { ThreadOptions } from './thread-options.ts';
import { tellCount } from './comment-count.ts';
import { serviceBase } from './surroundings.ts';

/** Draws what happens on a stage, until the signal ends it; then gives the focus to the element with the id, if one is named. */
export const drawingOn =
  (options: ThreadOptions, signal: AbortSignal) =>
  (stage: Stage, focus: string | null): void => {
    const { container, site, article } = options;
    if (signal.aborted) return;
    render(h(Thread, { scene: sceneOf(stage, options) }), container);
    if (stage.state.phase === 'ready') tellCount(site, article, stage.state.count);
    if (focus === null) return;
    const wanted = container.querySelector<HTMLElement>(`#${CSS.escape(focus)}`);
    // A form hands the focus to its first field.
    (wanted?.querySelector<HTMLElement>(':scope:is(form) :is(textarea, [type=radio], button)') ?? wanted)?.focus();
  };

export const sceneOf = (stage: Stage, { site, article, signInUrl }: ThreadOptions, timeZone?: 'UTC'): Scene => ({
  state: stage.state,
  words: stage.words,
  act: actingOn(stage),
  links: linksTo(serviceBase, site, article, (id) => stage.addressOf(id)),
  unsent: stage.state.article?.open === false ? stage.drafts.read('')?.body : undefined,
  theme: 'auto',
  timeZone,
  signIn: signInUrl,
});
