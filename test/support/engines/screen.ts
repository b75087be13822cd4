import { readFileSync } from 'node:fs';
import { until } from '#test/support/time/until';
import type { Tab } from './engine.ts';

/**
 * What somebody looks for: by its role and accessible name, or by a selector and a text in it. Shadow roots are looked
 * through.
 */
export interface Sought {
  readonly role?: string;
  readonly name?: string | RegExp;
  readonly css?: string;
  readonly text?: string | RegExp;
  /** A selector of something around it. */
  readonly within?: string;
}

/** A page as somebody uses it who sees what is on it: each step waits until what it is about is there. */
export class Screen {
  constructor(readonly tab: Tab) {}

  async sees(sought: Sought): Promise<void> {
    await until(`${said(sought)} is seen`, async () => ((await inPage(this.count(sought))) ?? 0) > 0);
  }

  async seesNo(sought: Sought): Promise<void> {
    await until(`${said(sought)} is gone`, async () => (await inPage(this.count(sought))) === 0);
  }

  async count(sought: Sought): Promise<number> {
    return this.look(sought, 'all.length');
  }

  async click(sought: Sought): Promise<void> {
    const [x, y] = await this.placeOf(sought);
    await this.tab.click(x, y);
  }

  /** Instead of what stands in a field. */
  async enter(sought: Sought, text: string): Promise<void> {
    await this.click(sought);
    await this.look(sought, 'all[0].select()');
    await this.tab.type(text);
  }

  /** An expression about `all` that are found, in the order of the page. */
  async look<T>(sought: Sought, expression: string): Promise<T> {
    const written = `({ role: ${code(sought.role)}, name: ${code(sought.name)}, css: ${code(sought.css)}, text: ${code(sought.text)}, within: ${code(sought.within)} })`;
    return this.tab.evaluate<T>(`(() => { ${library} const all = (${find})${written}; return ${expression}; })()`);
  }

  /** The middle of what is found, in view, once it stands still. */
  private async placeOf(sought: Sought): Promise<readonly [number, number]> {
    let place: readonly [number, number] | null = null;
    await until(`${said(sought)} can be clicked`, async () => {
      place = (await inPage(this.look<typeof place>(sought, `all[0] ? (${restingPlace})(all[0]) : null`))) ?? null;
      return place !== null;
    });
    return place ?? [0, 0];
  }
}

/** A page that is being left has no answer; the next one will. */
const inPage = async <T>(asked: Promise<T>): Promise<T | undefined> => asked.catch(() => undefined);

const code = (value: string | RegExp | undefined): string =>
  value instanceof RegExp ? String(value) : (JSON.stringify(value) ?? 'undefined');

const said = (sought: Sought): string =>
  Object.entries(sought)
    .map(([key, value]) => `${key} ${String(value)}`)
    .join(', ');

const source = readFileSync(require.resolve('@testing-library/dom/dist/@testing-library/dom.umd.min.js'), 'utf8');
/** Once for each page. */
const library = `if (!globalThis.TestingLibraryDom) { ${source}\n }`;

const find = `({ role, name, css, text, within }) => {
  const rootsIn = (root) => [root, ...[...root.querySelectorAll('*')].flatMap((one) => (one.shadowRoot ? rootsIn(one.shadowRoot) : []))];
  const isWithin = (element) =>
    element !== null && (element.closest(within) !== null || isWithin(element.getRootNode().host ?? null));
  const says = (element) => text === undefined || (text.test ? text.test(element.textContent) : element.textContent.includes(text));
  const isSeen = (element) => element.getClientRects().length > 0;
  return rootsIn(document)
    .flatMap((root) => {
      const place = root === document ? document.body : root;
      return role ? TestingLibraryDom.queryAllByRole(place, role, { name }) : [...place.querySelectorAll(css)];
    })
    .filter((element) => (!role || !css || element.matches(css)) && says(element) && isSeen(element))
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
