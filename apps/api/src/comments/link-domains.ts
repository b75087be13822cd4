import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type { NewDomain } from '#domain/screening/phase';

/** The domains in a comment, and its author. */
export interface Linking {
  readonly site: string;
  readonly domains: readonly string[];
  /** The hashes under which the author may be recorded. New rows use the first. */
  readonly senders: readonly Buffer[];
}

/** A domain without a link for this many days counts as new again. */
const rememberedDays = 90;
/** Above this number of domains per site, those with the oldest last link are deleted. */
const mostOfSite = 50_000;

/**
 * Records the first day on which comments of a site linked to a domain, and the number of comments on that day. A text
 * without links causes no query.
 */
@Injectable()
export class LinkDomains {
  private tidiedOn = '';

  constructor(private readonly pool: Pool) {}

  /**
   * Records a comment's domains and returns those that no comment linked to before today. Recording and counting are
   * one statement, so that among concurrent comments exactly one is the fifth.
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

  /** Subtracts a comment that was not stored. Its author stays counted. */
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

/** The UTC day. In a site's own time zone, which can change at any time, a day could begin twice. */
const dayOf = (now: Date): string => now.toISOString().slice(0, 10);
