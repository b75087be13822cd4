interface Policy {
  createHTML(html: string): string;
}

/** The HTML that the service made from Markdown; the typed text if the page's policy refuses our markup. */
export function rendered(html: string, typed: string) {
  make ??= maker();
  return make ? { dangerouslySetInnerHTML: { __html: make(html) } } : { children: typed };
}

let make: ((html: string) => string) | false | undefined;

/**
 * By the policy `colloquy` where there are Trusted Types. Not before it is needed: of two copies of the script one
 * makes it, and a name is good once.
 */
function maker(): NonNullable<typeof make> {
  const { trustedTypes } = globalThis as {
    trustedTypes?: { createPolicy(name: string, rules: Policy): Policy };
  };
  try {
    const policy = trustedTypes?.createPolicy('colloquy', { createHTML: (html) => html });
    // The same object for the same text: another one would be drawn again, under the reader's selection.
    const made: Record<string, string> = {};
    return (html) => (policy ? (made[html] ??= policy.createHTML(html)) : html);
  } catch {
    return takesText() && ((html) => html);
  }
}

/** If our trusted-types policy cannot be created, the page may still require no policy, or have a default one. */
function takesText(): boolean {
  try {
    document.createElement('i').innerHTML = '';
    return true;
  } catch {
    return false;
  }
}
