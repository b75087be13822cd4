import { h, render } from 'preact';
import type { Scene } from '../components/scene.ts';
import { Thread } from '../components/thread.tsx';
import { actingOn } from '../conversation/conversation.ts';
import { panels } from '../conversation/load-later.ts';
import type { Stage } from '../conversation/stage.ts';
import { linksTo } from '../embedding/state-of-page.ts';
import type { ThreadOptions } from './thread-options.ts';
import { tellCount } from './comment-count.ts';
import { serviceBase } from './surroundings.ts';

/**
 * Draws what happens on a stage, until the signal ends it; then gives the focus to the element with the id, if one is
 * named.
 */
export const drawingOn =
  (options: ThreadOptions, container: Element, signal: AbortSignal) =>
  (stage: Stage, focus: string | null): void => {
    if (signal.aborted) return;
    const { site, article } = options;
    render(h(Thread, { scene: sceneOf(stage, options, signal) }), container);
    if (stage.state.phase === 'ready') tellCount(site, article, stage.state.count);
    if (focus === null) return;
    const wanted = container.querySelector<HTMLElement>(`#${CSS.escape(focus)}`);
    // A form hands the focus to its first field.
    const field = wanted?.querySelector<HTMLElement>(':scope:is(form) :is(textarea, [type=radio], button)') ?? wanted;
    const isTarget = focus === `comment-${stage.state.target}`;
    field?.focus({ preventScroll: isTarget });
    if (isTarget) wanted?.scrollIntoView({ block: wanted.offsetHeight < innerHeight ? 'center' : 'start' });
  };

export const sceneOf = (stage: Stage, options: ThreadOptions, signal: AbortSignal): Scene => ({
  state: stage.state,
  words: stage.words,
  panels,
  act: (action, ...given) => {
    // Typed text belongs to this article and is kept; every other action on an article that is no longer shown is dropped.
    if (action !== 'typed') options.follow();
    if (action === 'typed' || !signal.aborted) actingOn(stage)(action, ...given);
  },
  links: linksTo(serviceBase, options.site, options.article, (id) => stage.addressOf(id)),
  unsent: stage.state.article?.open === false ? stage.drafts.read('')?.body : undefined,
  theme: 'auto',
  signIn: options.signInUrl,
});
