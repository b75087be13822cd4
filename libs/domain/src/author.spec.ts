import type { DomainEvent } from '#contracts/event-schemas';
import { type LiftRestriction, type RestrictAuthor, authorDecider, restrictionInForce, writingBan } from './author.ts';
import { fold } from './decider.ts';
import { given, minute, recorded } from './specification/given.ts';
import { id } from './specification/identities.ts';

const author = { authorId: id('ada') };
const until = minute(60);
const suspend: RestrictAuthor = {
  type: 'RestrictAuthor',
  ...author,
  kind: 'suspended',
  until,
  reason: 'Third warning.',
  moderatorId: id('mia'),
};
const lift: LiftRestriction = { type: 'LiftRestriction', ...author, kind: 'suspended', moderatorId: id('max') };
const restricted = (kind: RestrictAuthor['kind'], till: Date | null = null): DomainEvent => ({
  type: 'AuthorRestricted',
  data: { ...author, kind, until: till?.toISOString() ?? null, moderatorId: id('mia') },
  personal: { reason: 'Third warning.' },
});
const erased: DomainEvent = { type: 'AuthorErased', data: { ...author, requestedBy: 'author' } };
const stateAfter = (...events: DomainEvent[]) => fold(authorDecider, authorDecider.initialState, recorded(events));

describe('restricting an author', () => {
  it('records kind, end and moderator in clear, and the reason as personal data', () => {
    given(authorDecider)
      .when(suspend)
      .yields({
        type: 'AuthorRestricted',
        data: { ...author, kind: 'suspended', until: until.toISOString(), moderatorId: id('mia') },
        personal: { reason: 'Third warning.' },
      })
      .leaves({ restrictions: [{ kind: 'suspended', until, since: minute(0), reason: 'Third warning.' }] });
  });

  it('the same way twice changes nothing', () => {
    given(authorDecider, [restricted('suspended', until)])
      .when(suspend)
      .yields();
    given(authorDecider, [restricted('banned')])
      .when({ ...suspend, kind: 'banned', until: null })
      .yields();
  });

  it('with another end or reason replaces the current restriction', () => {
    const longer = { ...suspend, until: minute(120) };
    given(authorDecider, [restricted('suspended', until)])
      .when(longer)
      .leaves({ restrictions: [{ until: minute(120) }] });
    given(authorDecider, [restricted('suspended', until)])
      .when({ ...suspend, reason: 'Fourth warning.' })
      .leaves({ restrictions: [{ reason: 'Fourth warning.' }] });
  });

  it('in one way keeps restrictions of other kinds', () => {
    given(authorDecider, [restricted('premoderated')])
      .when(suspend)
      .leaves({ restrictions: [{ kind: 'premoderated' }, { kind: 'suspended' }] });
  });
});

describe('lifting a restriction', () => {
  it('ends it and keeps the others', () => {
    given(authorDecider, [restricted('suspended'), restricted('premoderated')])
      .when(lift)
      .yields({ type: 'AuthorRestrictionLifted', data: { ...author, kind: 'suspended', moderatorId: id('max') } })
      .leaves({ restrictions: [{ kind: 'premoderated' }] });
  });

  it('that is not in force changes nothing', () => {
    given(authorDecider).when(lift).yields();
    given(authorDecider, [restricted('banned')])
      .when(lift)
      .yields();
  });
});

describe('a restriction is in force', () => {
  const momentBefore = new Date(until.getTime() - 1);

  it.each([
    ['until its time', 'suspended', until, momentBefore, true],
    ['not from its time on', 'suspended', until, until, false],
    ['without end if it has no time', 'banned', null, new Date('2126-01-01'), true],
  ] as const)('%s', (_when, kind, till, now, inForce) => {
    expect(restrictionInForce(stateAfter(restricted(kind, till)), kind, now) !== undefined).toBe(inForce);
  });

  it('only for its own kind', () => {
    expect(restrictionInForce(stateAfter(restricted('banned')), 'trusted', minute(1))).toBeUndefined();
  });
});

describe('erasing an author', () => {
  it('records who requested it, and drops every restriction', () => {
    given(authorDecider, [restricted('banned')])
      .when({ type: 'EraseAuthor', ...author, requestedBy: 'admin' })
      .yields({ type: 'AuthorErased', data: { ...author, requestedBy: 'admin' } })
      .leaves({ erased: true, restrictions: [] });
  });

  it('is final: later commands change nothing', () => {
    given(authorDecider, [erased])
      .when({ type: 'EraseAuthor', ...author, requestedBy: 'author' })
      .yields();
    given(authorDecider, [erased]).when(suspend).yields();
    given(authorDecider, [restricted('suspended'), erased])
      .when(lift)
      .yields();
  });

  it('leaves restrictions readable in the log, without their reasons', () => {
    const [event] = recorded([restricted('banned')]);
    const closed = { ...event, personal: null } as NonNullable<typeof event>;
    const { restrictions } = fold(authorDecider, authorDecider.initialState, [closed]);
    expect(restrictions).toMatchObject([{ kind: 'banned', reason: null }]);
  });
});

describe('a restriction kept through an erasure', () => {
  const carryOver = { type: 'CarryRestrictionOver', ...author, kind: 'banned', until } as const;
  const carried: DomainEvent = {
    type: 'AuthorRestricted',
    data: {
      ...author,
      kind: 'banned',
      until: until.toISOString(),
      carriedOver: true,
      moderatorId: '00000000-0000-0000-0000-000000000000',
    },
  };

  it('is restored on the new account, without reason and moderator', () => {
    given(authorDecider)
      .when(carryOver)
      .yields(carried)
      .leaves({ restrictions: [{ kind: 'banned', until, reason: null }] });
  });

  it('is restored once, and can be lifted like any other', () => {
    given(authorDecider, [carried]).when(carryOver).yields();
    given(authorDecider, [carried])
      .when({ ...lift, kind: 'banned' })
      .yields({ type: 'AuthorRestrictionLifted', data: { ...author, kind: 'banned', moderatorId: id('max') } });
  });
});

describe('the ban on writing', () => {
  it('is the ban or suspension that ends last', () => {
    const now = minute(1);
    expect(writingBan(stateAfter(restricted('premoderated'), restricted('muted')), now)).toBeUndefined();
    expect(writingBan(stateAfter(restricted('suspended', minute(0))), now)).toBeUndefined();
    expect(writingBan(stateAfter(restricted('suspended', until), restricted('banned', minute(5))), now)).toEqual({
      kind: 'suspended',
      until,
    });
    expect(writingBan(stateAfter(restricted('suspended', until), restricted('banned')), now)).toEqual({
      kind: 'banned',
      until: null,
    });
  });
});
