import { Inject, Injectable } from '@nestjs/common';
import { allowedOrigins } from '../http/tokens';

/** The origins of other people's pages that may write here: the one place that knows them. */
@Injectable()
export class PageOrigins {
  private readonly listed: ReadonlySet<string>;

  /** `*` lets every page read and call (CORS); it names no page whose forms are trusted. */
  constructor(@Inject(allowedOrigins) allowed: readonly string[]) {
    this.listed = new Set(allowed.filter((origin) => URL.canParse(origin)).map((origin) => new URL(origin).origin));
  }

  /** @param origin as browsers write it: `https://news.example` */
  includes(origin: string, _site: string | undefined): boolean {
    return this.listed.has(origin);
  }
}
