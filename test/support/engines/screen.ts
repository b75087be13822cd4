import { readFileSync } from 'node:fs';
import { until } from '#test/support/time/until';
import type { Tab } from './engine.ts';

/**
 * Elements to look for, by role and accessible name, or by selector and contained text. The search includes shadow
 * roots.
 */
export interface Sought {
  readonly role?: string;
  readonly name?: string | RegExp;
  readonly css?: string;
  readonly text?: string | RegExp;
  /** Selector of an ancestor. */
  readonly within?: string;
}

/** A page as a sighted person uses it: each step waits until its element is visible. */
export class Screen {
  constructor(readonly tab: Tab) {}

  async sees(sought: Sought): Promise<void> {
    await until(`${described(sought)} is seen`, async () => ((await inPage(this.count(sought))) ?? 0) > 0);
  }

  async seesNo(sought: Sought): Promise<void> {
    await until(`${described(sought)} is gone`, async () => (await inPage(this.count(sought))) === 0);
  }

  async count(sought: Sought): Promise<number> {
    return this.look(sought, 'all.length');
  }

  async click(sought: Sought): Promise<void> {
    const [x, y] = await this.placeOf(sought);
    await this.tab.click(x, y);
  }

  /** Replaces the content of a field. */
  async enter(sought: Sought, text: string): Promise<void> {
    await this.click(sought);
    await this.look(sought, 'all[0].select()');
    await this.tab.type(text);
  }

  /** Evaluates an expression over `all`, the elements found, in document order. */
  async look<T>(sought: Sought, expression: string): Promise<T> {
    const written = `({ role: ${code(sought.role)}, name: ${code(sought.name)}, css: ${code(sought.css)}, text: ${code(sought.text)}, within: ${code(sought.within)} })`;
    return this.tab.evaluate<T>(`(() => { ${library} const all = (${find})${written}; return ${expression}; })()`);
  }

  /** The centre of the first element found, scrolled into view, once it no longer moves. */
  private async placeOf(sought: Sought): Promise<readonly [number, number]> {
    let place: readonly [number, number] | null = null;
    await until(`${described(sought)} can be clicked`, async () => {
      place = (await inPage(this.look<typeof place>(sought, `all[0] ? (${restingPlace})(all[0]) : null`))) ?? null;
      return place !== null;
    });
    return place ?? [0, 0];
  }
}

/** Ignores errors, since a page that navigates away cannot answer: the next poll asks the new page. */
const inPage = async <T>(asked: Promise<T>): Promise<T | undefined> => asked.catch(() => undefined);

const code = (value: string | RegExp | undefined): string =>
  value instanceof RegExp ? String(value) : (JSON.stringify(value) ?? 'undefined');

const described = (sought: Sought): string =>
  Object.entries(sought)
    .map(([key, value]) => `${key} ${String(value)}`)
    .join(', ');

const source = readFileSync(require.resolve('@testing-library/dom/dist/@testing-library/dom.umd.min.js'), 'utf8');
/** Loads the library once into each page. */
const library = `if (!globalThis.TestingLibraryDom) { ${source}\n }`;

const find = `({ role, name, css, text, within }) => {
  const rootsIn = (root) => [root, ...[...root.querySelectorAll('*')].flatMap((one) => (one.shadowRoot ? rootsIn(one.shadowRoot) : []))];
  const isWithin = (element) =>
    element !== null && (element.closest(within) !== null || isWithin(element.getRootNode().host ?? null));
  const hasText = (element) => text === undefined || (text.test ? text.test(element.textContent) : element.textContent.includes(text));
  const isSeen = (element) => element.getClientRects().length > 0;
  return rootsIn(document)
    .flatMap((root) => {
      const place = root === document ? document.body : root;
      return role ? TestingLibraryDom.queryAllByRole(place, role, { name }) : [...place.querySelectorAll(css)];
    })
    .filter((element) => (!role || !css || element.matches(css)) && hasText(element) && isSeen(element))
    .filter((element) => !within || isWithin(element));
}`;

const restingPlace = `async (element) => {
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  const place = () => { const { x, y, width, height } = element.getBoundingClientRect(); return [x + width / 2, y + height / 2]; };
  const before = place();
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const after = place();
  return before[0] === after[0] && before[1] === after[1] ? after : null;
}`;
