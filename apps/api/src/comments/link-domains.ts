import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type { NewDomain } from '#domain/screening/phase';

/** Who links to some domains. */
export interface Linking {
  readonly site: string;
  readonly domains: readonly string[];
  /** The hashes under which the author may be known, the one to note first. */
  readonly senders: readonly Buffer[];
}

/** A domain that nobody linked to for so long is new again. */
const rememberedDays = 90;
/** More domains of one site are forgotten, those first that nobody linked to for longest. */
const mostOfSite = 50_000;

/**
 * Since when comments of a site link to which domains, and in how many comments a domain stands on its first day.
 * Nothing is asked of a text without a link.
 */
@Injectable()
export class LinkDomains {
  private tidiedOn = '';

  constructor(private readonly pool: Pool) {}

  /**
   * Notes that a comment links to them; answers those that no comment linked to before today. Counted as they are noted,
   * so that of many that come at once one is the fifth.
   */
  async note({ site, domains, senders }: Linking, now: Date): Promise<NewDomain[]> {
    if (domains.length === 0) return [];
    const today = dayOf(now);
    const { rows } = await this.pool.query<NewDomain & { isNew: boolean }>({
      name: 'note-domains',
      text: `
        insert into link_domains as known (site_id, domain, first_day, last_day, comments, authors)
        select $1, domain, $3, $3, 1, array[$4::bytea] from unnest($2::text[]) as domain order by domain
        on conflict (site_id, domain) do update
          set last_day = greatest(known.last_day, excluded.last_day),
              comments = known.comments + case when known.first_day = $3 then 1 else 0 end,
              authors = case
                when known.first_day <> $3 then '{}'
                when known.authors && $5 or cardinality(known.authors) >= 3 then known.authors
                else known.authors || excluded.authors
              end
          where known.first_day = $3 or known.last_day < $3
        returning domain, first_day::text as since, first_day = $3 as "isNew", comments, cardinality(authors) as authors`,
      values: [site, domains, today, senders[0], senders],
    });
    await this.tidy(today);
    return rows.filter(({ isNew }) => isNew).map(({ isNew: _isNew, ...domain }) => domain);
  }

  /** The comment was not taken: who wrote it may go on being counted, the comment may not. */
  async forget({ site, domains }: Linking): Promise<void> {
    if (domains.length === 0) return;
    await this.pool.query(
      `update link_domains set comments = comments - 1
       where (site_id, domain) in (select $1, domain from unnest($2::text[]) as domain) and comments > 0`,
      [site, domains],
    );
  }

  private async tidy(today: string): Promise<void> {
    if (this.tidiedOn === today) return;
    this.tidiedOn = today;
    await this.pool.query(`update link_domains set authors = '{}' where first_day < $1 and authors <> '{}'`, [today]);
    await this.pool.query(`delete from link_domains where last_day < $1::date - ${rememberedDays}`, [today]);
    await this.pool.query(`
      delete from link_domains d using (
        select site_id, domain, row_number() over (partition by site_id order by last_day desc, domain) as place
        from link_domains
      ) placed
      where d.site_id = placed.site_id and d.domain = placed.domain and placed.place > ${mostOfSite}`);
  }
}

/** Of UTC: a site may say another time zone at any time, and a day must not begin twice. */
const dayOf = (now: Date): string => now.toISOString().slice(0, 10);
