import { signal } from '@preact/signals';
import { type DeskRoute, addressOf, deskRouteOf } from './route.ts';

/** The current page; follows the address bar. */
export class Navigation {
  readonly route = signal<DeskRoute>(deskRouteOf(location.pathname, location.search));
  private readonly leaving = new Set<() => void>();

  constructor() {
    addEventListener('popstate', () => this.arrive(deskRouteOf(location.pathname, location.search)));
  }

  go(route: DeskRoute): void {
    const address = addressOf(route);
    if (address !== location.pathname + location.search) history.pushState(null, '', address);
    this.arrive(route);
    scrollTo(0, 0);
  }

  /** Instead of the present entry of the history: for filters, and for pages that only lead on. */
  replace(route: DeskRoute): void {
    history.replaceState(null, '', addressOf(route));
    this.arrive(route);
  }

  /** Called whenever another page is gone to. Returns what stops it. */
  onLeave(listener: () => void): () => void {
    this.leaving.add(listener);
    return () => this.leaving.delete(listener);
  }

  private arrive(route: DeskRoute): void {
    if (addressOf(route) === addressOf(this.route.peek())) return;
    for (const listener of this.leaving) listener();
    this.route.value = route;
  }
}
