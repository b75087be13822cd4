/** Those that are in the page, in the order in which they came. */
export const inPage = new Set<PageElement>();

// No event reports an address that a router changed, nor a changed language of an ancestor.
setInterval(() => inPage.forEach((element) => element.follow()), 1000);

/**
 * An element that follows its attributes and its place in the page. After any number of changes, in any order, it reads
 * them once.
 */
export abstract class PageElement extends HTMLElement {
  private isAsked = false;

  /** Compares the page's attributes with the options in use. */
  abstract follow(): void;

  connectedCallback(): void {
    this.takeOver();
    inPage.add(this);
    this.ask();
  }

  /** Properties that the page set before this class was defined hide its accessors. */
  private takeOver(): void {
    // Until then, HTML's own `lang` and `title` make words of what is absent.
    for (const name of ['lang', 'title'])
      if (/^(null|undefined)$/.test(this.getAttribute(name) ?? '')) this.removeAttribute(name);
    for (const [name, value] of Object.entries(this)) {
      if (!(name in (Reflect.getPrototypeOf(this) ?? {}))) continue;
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, value);
    }
  }

  disconnectedCallback(): void {
    // Later than microtasks: Turbo awaits something while it carries an element from one page to the next.
    setTimeout(() => {
      if (this.isConnected) return;
      inPage.delete(this);
      this.follow();
    });
  }

  attributeChangedCallback(): void {
    this.ask();
  }

  protected ask(): void {
    if (this.isAsked) return;
    this.isAsked = true;
    queueMicrotask(() => {
      this.isAsked = false;
      this.follow();
    });
  }
}
