import type { DomainEvent, EventType } from '../event-schemas.ts';
import { eventTypes } from '../event-schemas.ts';
import { visibilityChange } from './visibility.ts';
import { isVisible } from './visible.ts';
import { CommentStatus } from '../vocabulary.ts';

const event = (type: EventType, data: object): DomainEvent => ({ type, data }) as unknown as DomainEvent;
const to = {
  CommentHeld: 'held',
  CommentApproved: 'approved',
  CommentRejected: 'rejected',
  CommentEscalated: 'escalated',
  CommentWithdrawn: 'withdrawn',
} as const;
const statuses = CommentStatus.options;

describe('the number of visible comments', () => {
  it('grows with a comment that is posted and published', () => {
    expect(visibilityChange(event('CommentPosted', { status: 'published' }))).toBe(1);
    expect(visibilityChange(event('CommentPosted', { status: 'held' }))).toBe(0);
  });

  it.each(Object.entries(to))('changes with %s if the visibility changes', (type, after) => {
    for (const from of statuses) {
      const change = Number(isVisible(after)) - Number(isVisible(from));
      expect(visibilityChange(event(type as EventType, { from }))).toBe(change);
    }
  });

  it('changes with a reopening by its status', () => {
    for (const from of statuses) {
      for (const status of statuses) {
        const change = Number(isVisible(status)) - Number(isVisible(from));
        expect(visibilityChange(event('CommentReopened', { from, status }))).toBe(change);
      }
    }
  });

  it('does not change with a decision on a withdrawn comment', () => {
    for (const type of ['CommentCleared', 'CommentRejected', 'CommentEscalated'] as const)
      expect(visibilityChange(event(type, { from: 'withdrawn', to: 'withdrawn' }))).toBe(0);
    expect(visibilityChange(event('CommentReopened', { from: 'withdrawn', status: 'withdrawn' }))).toBe(0);
  });

  it('does not change with any other event', () => {
    const others = eventTypes.filter((type) => !(type in to) && type !== 'CommentPosted' && type !== 'CommentReopened');
    expect(others.map((type) => visibilityChange(event(type, { from: 'withdrawn', to: 'withdrawn' })))).toEqual(
      others.map(() => 0),
    );
  });
});
