import { posix } from 'node:path';

/**
 * Returns the address at which a file of the repository is served: `docs/sso.md` at `/docs/sso`, `docs/README.md` at `/docs`, and pages outside
 * of `docs` below `/docs/project`, since `SECURITY.md` and `docs/security.md` are two pages.
 */
export function manualAddress(file: string): string {
  if (!file.endsWith('.md')) return file.startsWith('docs/') ? `/${file}` : `/docs/project/${file}`;
  const page = file.slice(0, -'.md'.length);
  const path = page.startsWith('docs/') ? page : `docs/project/${page.toLowerCase()}`;
  return `/${path.replace(/(?<=docs|docs\/.+)\/readme$/i, (name) => (path === 'docs/project/readme' ? name : ''))}`;
}

/** Where the API serves a file of the contracts; undefined for others. */
export function contractAddress(file: string): string | undefined {
  const [, schema] = /^libs\/contracts\/schemas\/events\/(.+\.json)$/.exec(file) ?? [];
  if (schema !== undefined) return `/schemas/${schema}`;
  return file === 'libs/contracts/asyncapi.json' ? '/asyncapi.json' : undefined;
}

/** From one address to another without naming the origin, since a proxy may add a prefix to both. */
export function relativeAddress(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to);
  return path === '' || path.endsWith('..') ? posix.join(path, '..', posix.basename(to)) : path;
}

/** The file of the repository that a link in a page names, and what follows it in the address (`#…`). */
export function linkedFile(page: string, link: string): { readonly file: string; readonly rest: string } {
  const [path = ''] = link.split(/[#?]/, 1);
  return {
    file: path === '' ? page : posix.normalize(posix.join(posix.dirname(page), decodeURIComponent(path))),
    rest: link.slice(path.length),
  };
}
