/**
 * The value of an absent attribute: a text, a function that finds one, or false for a boolean attribute.
 */
type Absent = string | false | (() => string);

/**
 * Makes properties of attributes (`signIn` of `sign-in`), so that a page or its framework can set either. Null, undefined
 * and false remove them.
 * @returns the attributes' names
 */
export function reflect(element: typeof HTMLElement, properties: Readonly<Record<string, Absent>>): string[] {
  return Object.entries(properties).map(([property, absent]) => {
    const attribute = property.replace('I', '-i');
    Object.defineProperty(element.prototype, property, {
      configurable: true,
      enumerable: true,
      get(this: HTMLElement) {
        const given = this.getAttribute(attribute);
        // Vue writes what is false into an element that it does not know yet.
        if (absent === false) return given !== null && given !== 'false';
        return given || (typeof absent === 'string' ? absent : absent());
      },
      set(this: HTMLElement, value: string | number | boolean | null | undefined) {
        if (value == null || value === false) this.removeAttribute(attribute);
        else this.setAttribute(attribute, value === true ? '' : String(value));
      },
    });
    return attribute;
  });
}
