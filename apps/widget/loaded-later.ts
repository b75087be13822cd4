import type { Plugin } from 'vite';

const mark = '?later';

/** Only modules without state and without their own address may be loaded twice. */
const mayBeTwice =
  /\/apps\/widget\/src\/(?:components|conversation|languages|state)\/|\/service\/(?:asking-as|attempts|left-drafts|new-key|reading|tab-lock|writing)\.ts$|\/drawing\/jsx-later\.ts$|\/libs\//;

/**
 * Builds `later.ts` with copies of the few functions that it has in common with `widget.js`. Importing them from there
 * would load that a second time on pages that ask for it by another address (`widget.js?ver=1`).
 */
export const loadedLater: Plugin = {
  name: 'loaded-later',
  enforce: 'pre',
  applyToEnvironment: ({ name }) => name === 'client',
  async resolveId(source, importer, options) {
    if (!importer?.endsWith(mark) && !source.endsWith('/later.ts')) return null;
    const wanted = source.replace('/drawing/jsx-runtime.ts', '/drawing/jsx-later.ts');
    const resolved = await this.resolve(wanted, importer?.replace(mark, ''), { ...options, skipSelf: true });
    if (!resolved) return null;
    if (!mayBeTwice.test(resolved.id)) throw new Error(`${source} is in widget.js, and may not be there twice`);
    return { ...resolved, id: resolved.id + mark };
  },
  /** Not by `import()` of a name that the bundler knows: a second attempt goes to another address. */
  generateBundle(_, bundle) {
    const { 'widget.js': widget, ...others } = bundle;
    const later = Object.keys(others).find((name) => name.startsWith('widget/later-'));
    if (widget?.type !== 'chunk' || !later || !widget.code.includes(named))
      throw new Error('widget.js loads nothing later');
    widget.code = widget.code.replace(named, later);
  },
};

const named = 'widget/later.js';
