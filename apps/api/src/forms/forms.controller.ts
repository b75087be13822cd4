import { Controller, Get, Param } from '@nestjs/common';
import { FormAnswer } from '#contracts/answers';
import { Route } from '../routes/access';
import { CurrentArticle } from '../routes/current';
import { GuestForms } from './guest-forms';

/** For forms that a script shows: the plain ones have their token in the page. */
@Controller('v1/sites/:site')
export class FormsController {
  constructor(private readonly forms: GuestForms) {}

  @Get('articles/:article/form')
  @Route({
    access: 'public',
    summary: "What a guest's form sends back as `form.token`: when it was shown, signed",
    tag: 'Article pages',
    limited: 'read',
    answers: { 200: FormAnswer },
  })
  token(@Param('site') site: string, @CurrentArticle() article: string): FormAnswer {
    return { token: this.forms.token({ site, article }, new Date()) };
  }
}
