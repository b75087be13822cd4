import type { PageName, RouteTo } from './route.ts';

/** The props of a page: its route. */
export interface PageProps<Name extends PageName> {
  readonly route: RouteTo<Name>;
}
