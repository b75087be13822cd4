interface Policy {
  createHTML(html: string): string;
}

/** What the service made of somebody's Markdown; where the page lets no markup of ours through, what they typed. */
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

/** Without a policy of ours a page may still demand none, or have one for all. */
function takesText(): boolean {
  try {
    document.createElement('i').innerHTML = '';
    return true;
  } catch {
    return false;
  }
}
