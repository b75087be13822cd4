import { h, render } from 'preact';
import type { Scene } from '../components/scene';
import { Thread } from '../components/thread';
import { actingOn } from '../conversation/conversation';
import type { Stage } from '../conversation/stage';
import { linksTo } from '../embedding/state-of-page';
import type { ThreadOptions } from './thread-options';
import { serviceBase } from './surroundings';

/** What the thread is drawn on. */
export class Canvas {
  readonly container: Element;

  constructor(
    private readonly options: ThreadOptions,
    private readonly signal: AbortSignal,
  ) {
    this.container = options.container;
  }

  /** @param focus the id of the element that gets the focus once it is drawn */
  readonly draw = (stage: Stage, focus: string | null): void => {
    if (this.signal.aborted) return;
    render(h(Thread, { scene: this.scene(stage) }), this.container);
    if (focus === null) return;
    const wanted = this.container.querySelector<HTMLElement>(`#${CSS.escape(focus)}`);
    // A form hands the focus to its first field.
    (wanted?.querySelector<HTMLElement>(':scope:is(form) :is(textarea, [type=radio], button)') ?? wanted)?.focus();
  };

  scene(stage: Stage, timeZone?: string): Scene {
    const { site, article, signInUrl } = this.options;
    return {
      state: stage.state,
      words: stage.words,
      act: actingOn(stage),
      links: linksTo(serviceBase, site, article, (id) => stage.addressOf(id)),
      unsent: stage.state.article?.open === false ? stage.drafts.read('')?.body : undefined,
      theme: 'auto',
      timeZone,
      signIn: signInUrl,
    };
  }
}
