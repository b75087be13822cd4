import { listedRoutes } from '#contracts/routes/listed';
import type { Access } from '#contracts/routes/route';

/** Whoever calls these was given a role: they are never slowed down at their work. */
const staff: readonly Access[] = ['moderator', 'admin', 'desk', 'publisher', 'installation', 'analyst'];
const forAnybody = listedRoutes.filter(({ description }) => !staff.includes(description.access));

describe('a route that needs no role', () => {
  it.each(forAnybody.map((route) => [`${route.method} ${route.path}`, route] as const))(
    'is limited, or says why it need not be: %s',
    (_name, { description, method }) => {
      expect([description.limited, description.unlimited].filter((one) => one !== undefined)).toHaveLength(1);
      if (description.unlimited !== undefined) {
        expect(method).toBe('GET');
        expect(description.reads).toBeUndefined();
      }
    },
  );

  it('has such routes to look at', () => {
    expect(forAnybody.length).toBeGreaterThan(25);
  });
});
