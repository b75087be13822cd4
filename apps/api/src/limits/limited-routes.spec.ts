import { listedRoutes } from '#contracts/routes/listed';
import type { Access } from '#contracts/routes/route';

/** Callers of these routes have a role. They are not limited in their work. */
const staff: readonly Access[] = ['moderator', 'admin', 'desk', 'publisher', 'installation', 'analyst'];
const withoutRole = listedRoutes.filter(({ description }) => !staff.includes(description.access));

describe('a route that needs no role', () => {
  it.each(withoutRole.map((route) => [`${route.method} ${route.path}`, route] as const))(
    'has a limit or a reason for none: %s',
    (_name, { description, method }) => {
      expect([description.limited, description.unlimited].filter((one) => one !== undefined)).toHaveLength(1);
      if (description.unlimited !== undefined) {
        expect(method).toBe('GET');
        expect(description.reads).toBeUndefined();
      }
    },
  );

  it('is found more than 25 times', () => {
    expect(withoutRole.length).toBeGreaterThan(25);
  });
});
