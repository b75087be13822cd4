import { problemCodeIn } from '#contracts/problems';
import { type ListedRoute, listedRoutes } from '#contracts/routes/listed';
import { anywhere, problemsOf } from '#contracts/routes/problems-of';

/**
 * Checks that the problem in a response is declared for its route in /openapi.json. Other responses pass.
 * @throws Error for a code that the route does not declare
 */
export function expectDeclared(method: string, path: string, body: unknown): void {
  const code = typeof body === 'object' && body !== null && 'type' in body ? problemCodeIn(body.type) : undefined;
  const route = code === undefined ? undefined : routeFor(method, path);
  if (!code || !route || anywhere.includes(code) || problemsOf(route).has(code)) return;
  throw new Error(
    `${route.address} answered ${code}, which its entry in the table of routes does not imply: add it to \`problems\``,
  );
}

const patterns = listedRoutes
  .map((route) => ({
    route,
    pattern: new RegExp(`^${route.path.replaceAll('.', '\\.').replace('*', '.*').replaceAll(/:\w+/g, '[^/]+')}/?$`),
  }))
  // Literal path segments take precedence over parameters.
  .toSorted((one, other) => one.route.path.split(/[:*]/).length - other.route.path.split(/[:*]/).length);

function routeFor(method: string, path: string): ListedRoute | undefined {
  const asked = method === 'HEAD' ? 'GET' : method;
  const [bare = ''] = path.split(/[?#]/);
  return patterns.find(({ route, pattern }) => route.method === asked && pattern.test(bare))?.route;
}
