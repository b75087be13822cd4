import { plainPage } from './plain-page.ts';

/** The 404 page for browsers at addresses outside of the API. */
export const notFoundPage = plainPage(
  'Page not found',
  `<p>There is nothing at this address.</p>
<ul><li><a href="/">What this service has to show</a></li><li><a href="/desk">Moderation desk</a></li><li><a href="/docs">Documentation</a></li></ul>`,
);
