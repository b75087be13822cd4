/** The final response of a visit. */
export interface Visited {
  readonly url: URL;
  readonly status: number;
  readonly text: string;
  /** All addresses that were requested, in order; the last one returned the response. */
  readonly trail: readonly string[];
}

interface Cookie {
  readonly host: string;
  readonly path: string;
  readonly name: string;
  readonly value: string;
}

/**
 * A browser without scripts. It stores cookies by host and path, and follows redirects. It ignores SameSite, which only a
 * real browser can test.
 */
export class Visitor {
  private cookies: Cookie[] = [];

  /** @param stopBefore an address that is not requested: the redirect to it is then the final response */
  async open(address: string | URL, form?: Record<string, string>, stopBefore?: RegExp): Promise<Visited> {
    const trail: string[] = [];
    let [url, body] = [new URL(address), form];
    while (trail.length < 20) {
      trail.push(url.href);
      const answer = await this.ask(url, body);
      const location = answer.headers.get('location');
      const text = await answer.text();
      if (location === null || answer.status < 300 || answer.status >= 400)
        return { url, status: answer.status, text, trail };
      [url, body] = [new URL(location, url), undefined];
      if (stopBefore?.test(url.href)) return { url, status: answer.status, text, trail };
    }
    throw new Error(`redirected in circles: ${trail.join(' ')}`);
  }

  cookie(name: string): string | undefined {
    return this.cookies.find((cookie) => cookie.name === name)?.value;
  }

  /** Sets a cookie, like an attacker who can write cookies into the user's browser. */
  plant(cookie: Cookie): void {
    this.cookies = [...this.cookies.filter((one) => !isSame(one, cookie)), cookie];
  }

  private async ask(url: URL, form: Record<string, string> | undefined): Promise<Response> {
    const cookie = this.cookies
      .filter(({ host, path }) => host === url.hostname && url.pathname.startsWith(path))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { ...(cookie !== '' && { cookie }) },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of answer.headers.getSetCookie()) this.keep(url.hostname, line);
    return answer;
  }

  private keep(host: string, line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const [name = '', ...value] = pair.split('=');
    const attribute = (wanted: string): string | undefined =>
      attributes.find((one) => one.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1);
    this.plant({ host, path: attribute('path') ?? '/', name, value: value.join('=') });
    const expires = attribute('expires');
    if (attribute('max-age') === '0' || (expires !== undefined && Date.parse(expires) < Date.now()))
      this.cookies = this.cookies.filter((cookie) => cookie.name !== name);
  }
}

const isSame = (one: Cookie, other: Cookie): boolean =>
  one.host === other.host && one.path === other.path && one.name === other.name;
