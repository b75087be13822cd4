import { Controller } from '@nestjs/common';
import type { FormAnswer } from '#contracts/answers';
import { Input, type InputOf } from '../routes/input.ts';
import { Route } from '../routes/route.ts';
import { GuestForms } from './guest-forms.ts';

/** Gives form tokens to scripts. Plain HTML forms have their token in the page. */
@Controller()
export class FormsController {
  constructor(private readonly forms: GuestForms) {}

  @Route('GET /v1/sites/:site/articles/:article/form')
  token(@Input() { params }: InputOf<'GET /v1/sites/:site/articles/:article/form'>): FormAnswer {
    return { token: this.forms.token(params, new Date()) };
  }
}
