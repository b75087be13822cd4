import type { RouteKey } from '#contracts/routes';
import type { Api } from '../../service/api.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { Loading } from '../../parts/loading.tsx';
import { ProblemMessage } from '../../parts/problem-message.tsx';
import { useAnswer } from '../../parts/use-answer.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { useTitle } from '../../parts/use-title.ts';
import type { Answer } from '#client/client';
import type { SiteApi } from '../../service/site-api.ts';
import type { PolicyRead } from './document.ts';
import { type Field, type RuleSchema, fieldsOf } from './fields.ts';
import { type Referring, follow } from './follow.ts';
import { PolicyForm } from './policy-form.tsx';
import { policyTexts } from './texts.ts';
import '../../look/pages.css';
import './policy.css';

/** The site's rules. The form is made from the schema that the service itself checks a policy with. */
export const PolicyPage = () => {
  const { siteApi, api } = useDesk();
  const { texts } = useTexts(policyTexts);
  useTitle(texts.title);
  const read = useAnswer(() => readAll(api, siteApi.peek()), '');
  if (!read.value) return read.problem ? <ProblemMessage problem={read.problem} retry={read.again} /> : <Loading />;
  const { fields, now } = read.value;
  const saved = (policy: PolicyRead): void => read.put({ fields, now: policy });
  return <PolicyForm key={now.policyVersion} fields={fields} read={now} saved={saved} />;
};

interface Everything {
  readonly fields: readonly Field[];
  readonly now: PolicyRead;
}

async function readAll(api: Api, siteApi: SiteApi): Promise<Answer<Everything>> {
  const [described, policy] = await Promise.all([
    api.send<Described>({ method: 'GET', path: '/openapi.json' }),
    siteApi.policy(),
  ]);
  if (!policy.ok) return policy;
  if (!described.ok) return described;
  return { ...policy, value: { fields: fieldsOf(schemaIn(described.value)), now: policy.value } };
}

/** The part of an OpenAPI document that describes a policy. */
interface Described {
  readonly paths: Readonly<
    Record<
      string,
      {
        readonly put?: {
          readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Referring }>> };
        };
      }
    >
  >;
  readonly components?: { readonly schemas?: Readonly<Record<string, Referring>> };
}

const change = 'PUT /v1/sites/:site/policy' satisfies RouteKey;
/** As descriptions write it. */
const changePath = change.replace('PUT ', '').replace(':site', '{site}');

const schemaIn = ({ paths, components }: Described): RuleSchema => {
  const schema = paths[changePath]?.put?.requestBody?.content['application/json']?.schema ?? {};
  return follow(schema, components?.schemas ?? {});
};
