import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FormFacts } from '#domain/screening/phase';
import { type ApiDependencies, Given, type GivenKeys } from '../foundation/api-dependencies.ts';

/** The article that a form belongs to. A token is valid for one article. */
export interface FormPlace {
  readonly site: string;
  readonly article: string;
}

/**
 * The hidden fields of a sent form. `token` is undefined if the client could not get one, and '' if it is missing from
 * a form that has one.
 */
export interface SentForm {
  readonly token?: string | undefined;
  /** The trap field, which readers do not see. */
  readonly website?: string | undefined;
}

/**
 * Detects forms that a script filled in, by a field that readers do not see and by the time between showing and sending
 * the form. The time of showing is signed and part of the form, so that nothing is stored. Tokens do not expire,
 * because pages stay open for days.
 */
@Injectable()
export class GuestForms {
  /**
   * The placeholder of the token in a rendered page. It is the same for all requests, so that the page's ETag is, too.
   * It is derived from the key, so that user text cannot contain it.
   */
  readonly placeholder: string;

  /** @param given without `rateLimits`, as in load tests, the time is not checked */
  constructor(@Given() private readonly given: Pick<ApiDependencies, 'rateLimits'> & GivenKeys<'forms'>) {
    this.placeholder = `form-${this.mac('placeholder').toString('hex')}`;
  }

  /** `<milliseconds since 1970, base 36>.<HMAC-SHA-256 over them and the place>` */
  token(place: FormPlace, now: Date): string {
    const shown = now.getTime().toString(36);
    return `${shown}.${this.signature(shown, place)}`;
  }

  /**
   * Puts a token into a page. A valid sent token is used again, so that the time does not restart with a correction.
   */
  sign(html: string, place: FormPlace, now: Date, sent?: string): string {
    const token = sent !== undefined && this.isOurs(sent, place) ? sent : this.token(place, now);
    return html.replaceAll(this.placeholder, token);
  }

  /** Returns true if the token was made by this service for this article. */
  isOurs(token: string, place: FormPlace): boolean {
    return this.shownAt(token, place) !== null;
  }

  facts({ token, website = '' }: SentForm, place: FormPlace, now: Date): FormFacts {
    const trapped = website !== '';
    if (!this.given.rateLimits || token === undefined) return { trapped, forged: false, seconds: null };
    const shown = this.shownAt(token, place);
    if (shown === null) return { trapped, forged: true, seconds: null };
    // The clock of the process that made the token may be slightly ahead.
    return { trapped, forged: false, seconds: Math.max(0, (now.getTime() - shown) / 1000) };
  }

  private shownAt(token: string, place: FormPlace): number | null {
    const [shown = '', signature = ''] = token.split('.');
    const [given, expected] = [Buffer.from(signature), Buffer.from(this.signature(shown, place))];
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
    return Number.parseInt(shown, 36);
  }

  private signature(shown: string, { site, article }: FormPlace): string {
    return this.mac(`${shown}\n${site}\n${article}`).toString('base64url');
  }

  private mac(text: string): Buffer {
    return createHmac('sha256', this.given.keys.forms).update(text).digest().subarray(0, 16);
  }
}
