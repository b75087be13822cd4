import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FormFacts } from '#domain/screening/phase';
import { type ApiDependencies, Given, type GivenKeys } from '../foundation/api-dependencies.ts';

/** Where a form stands: a token is good for one article. */
export interface FormPlace {
  readonly site: string;
  readonly article: string;
}

/**
 * What a form sends beside what was typed. `token`: undefined where none could be sent; '' where it is missing from a
 * form that has one.
 */
export interface SentForm {
  readonly token?: string | undefined;
  /** The trap: a field that no reader sees. */
  readonly website?: string | undefined;
}

/**
 * Tells forms that a person filled in from those that a script did: by a field that only scripts see, and by the time
 * between showing the form and sending it. The time stands in the form, signed, so that nothing is kept. An old form is
 * as good as a new one: pages stay open for days.
 */
@Injectable()
export class GuestForms {
  /**
   * What stands for the token in a page until it is sent: the same for all, so that the page's ETag is. Nobody outside
   * can know it.
   */
  readonly placeholder: string;

  /** @param given without `rateLimits` nobody is asked how long they took (load tests) */
  constructor(@Given() private readonly given: Pick<ApiDependencies, 'rateLimits'> & GivenKeys<'forms'>) {
    this.placeholder = `form-${this.mac('placeholder').toString('hex')}`;
  }

  /** `<milliseconds since 1970, base 36>.<HMAC-SHA-256 over them and the place>` */
  token(place: FormPlace, now: Date): string {
    const shown = now.getTime().toString(36);
    return `${shown}.${this.signature(shown, place)}`;
  }

  /**
   * Puts the token into a page: the one that was sent, where that is ours, so that correcting a form does not begin its
   * time anew.
   */
  sign(html: string, place: FormPlace, now: Date, sent?: string): string {
    const token = sent !== undefined && this.isOurs(sent, place) ? sent : this.token(place, now);
    return html.replaceAll(this.placeholder, token);
  }

  /** Whether a page of ours showed the form, for this article. */
  isOurs(token: string, place: FormPlace): boolean {
    return this.shownAt(token, place) !== null;
  }

  facts({ token, website = '' }: SentForm, place: FormPlace, now: Date): FormFacts {
    const trapped = website !== '';
    if (!this.given.rateLimits || token === undefined) return { trapped, forged: false, seconds: null };
    const shown = this.shownAt(token, place);
    if (shown === null) return { trapped, forged: true, seconds: null };
    // Another process's clock may be a little ahead.
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
