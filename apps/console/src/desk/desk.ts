import { computed, effect, signal } from '@preact/signals';
import { Navigation } from '../address/navigation.ts';
import { firstRoute, reaches, reachesEveryQueue, sessionReaches } from '../address/reach.ts';
import type { DeskRoute } from '../address/route.ts';
import { Keyboard } from '../keys/keyboard.ts';
import { Drafts } from './drafts.ts';
import { type DatedQueues, datedNow } from './queue-ages.ts';
import { SavedMessages } from './saved-messages.ts';
import { Returned } from '../service/returned.ts';
import { Undos } from './undos.ts';
import { createLanguageChoice } from '../languages/choice.ts';
import { createTheme } from '../look/theme.ts';
import { Api } from '../service/api.ts';
import { Live } from '../service/live.ts';
import { KeptCommands, keptPrefix } from '../service/kept-commands.ts';
import { Outbox } from '../service/outbox.ts';
import { Session } from '../service/session.ts';
import { SiteApi } from '../service/site-api.ts';
import { Tabs } from '../service/tabs.ts';
import { Toasts } from './toasts.ts';

/** The services that every page of the desk uses. One instance per tab. */
export class Desk {
  readonly navigation = new Navigation();
  readonly keyboard = new Keyboard(document);
  readonly session = new Session();
  readonly drafts = new Drafts(this.session.state, sessionStorage);
  readonly toasts = new Toasts();
  readonly undos = new Undos();
  readonly theme = createTheme();
  readonly live = new Live();
  readonly queues = signal<DatedQueues | null>(null);
  readonly helpOpen = signal(false);
  readonly api = new Api(this.session);
  readonly outbox = new Outbox(this.api, new KeptCommands(localStorage, sessionStorage));
  /** The moderator wants to sign out, and has something unsent. */
  readonly leaving = signal(false);
  /** Comments that wait again because their decisions were undone. */
  readonly returned = new Returned();
  private readonly tabs = new Tabs();
  private readonly language = createLanguageChoice();
  readonly words = this.language.words;
  readonly chooseLanguage = this.language.choose;
  /** The site that the address names, if this moderator may work on it, else the first one where they may. */
  readonly site = computed(() => {
    const named = siteOf(this.navigation.route.value);
    const given = this.given.value;
    return named !== null && (!given || sessionReaches(given, named)) ? named : (given?.sites[0] ?? 'default');
  });
  /** The page to open first. */
  readonly first = computed(() => firstRoute(this.given.value ?? nothing, this.site.value));
  readonly siteApi = computed(() => new SiteApi(this.api, this.outbox, this.site.value, this.returned));
  readonly savedMessages = computed(() => new SavedMessages(this.siteApi.value));

  /** The sites and queues of this moderator; null without a session. */
  private readonly given = computed(() => {
    const state = this.session.state.value;
    return 'session' in state ? state.session : null;
  });

  /** True if this moderator may work every queue, or any queue. */
  readonly everyQueue = computed(() => reachesEveryQueue(this.given.value ?? nothing));
  readonly anyQueue = computed(() => (this.given.value ?? nothing).queues.length > 0);

  /** True if this moderator may open the page. */
  reaches(route: DeskRoute): boolean {
    return reaches(this.given.value ?? nothing, route);
  }

  /** Asks who is signed in, and begins to follow the site's queues. */
  start(): void {
    void this.session.ask();
    this.followQueues();
    this.keepSending();
    this.keepTogether();
  }

  /** Resolves with whether they are signed out. */
  async signOut(): Promise<boolean> {
    const isOut = await this.session.signOut();
    if (isOut) this.tabs.tell('session');
    return isOut;
  }

  /** Sends what is unsent, here and in the moderator's other tabs. */
  sendUnsent(): void {
    this.outbox.retry();
    this.tabs.tell('send');
  }

  /** All tabs of a browser share one session. */
  private keepTogether(): void {
    const person = computed(() => {
      const state = this.session.state.value;
      return state.kind === 'open' ? state.session.moderator.id : null;
    });
    effect(() => {
      if (person.value === null) return;
      this.outbox.belongTo(person.value);
      this.tabs.tell('session');
    });
    this.tabs.listen((message) => {
      if (message === 'send') this.outbox.retry();
      else if (this.session.state.peek().kind !== 'asking') void this.session.ask();
    });
    // A page that comes back as it was left: much may have happened.
    addEventListener('pageshow', ({ persisted }) => void (persisted && this.session.ask()));
    addEventListener('storage', ({ key }) => key?.startsWith(keptPrefix) && this.outbox.lookAround());
  }

  private followQueues(): void {
    this.live.listen({
      queues: (queues) => (this.queues.value = datedNow(queues)),
      refused: () => void this.session.ask(), // signed out elsewhere?
      opened: () => void this.session.ask(), // another person may have signed in in this browser
    });
    const isOpen = computed(
      () => this.session.state.value.kind === 'open' && sessionReaches(this.given.value ?? nothing, this.site.value),
    );
    effect(() => {
      if (!isOpen.value) return this.live.close();
      this.live.open(this.site.value);
      void this.siteApi.value.queues().then((answer) => answer.ok && (this.queues.value = datedNow(answer.value)));
    });
  }

  private keepSending(): void {
    addEventListener('online', () => {
      this.outbox.retry();
      this.live.wake();
    });
    addEventListener('beforeunload', (event) => this.outbox.unsent.peek().length > 0 && event.preventDefault());
    const isOpen = computed(() => this.session.state.value.kind === 'open');
    effect(() => {
      if (isOpen.value) this.outbox.retry();
    });
    const connected = computed(() => this.live.connected.value);
    effect(() => {
      if (connected.value) this.outbox.retry();
    });
  }
}

const nothing = { sites: [], queues: [] } as const;

const siteOf = (route: Navigation['route']['value']): string | null => ('site' in route ? route.site : null);
