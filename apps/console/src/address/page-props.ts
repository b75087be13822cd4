import type { PageName, RouteTo } from './route.ts';

/** What a page is given: its own part of the address. */
export interface PageProps<Name extends PageName> {
  readonly route: RouteTo<Name>;
}
