import type { PageName, RouteTo } from './route';

/** What a page is given: its own part of the address. */
export interface PageProps<Name extends PageName> {
  readonly route: RouteTo<Name>;
}
