import { useDesk } from '../../desk/desk-context.ts';

type Query = Readonly<Record<string, string>>;

/**
 * The filters that a route knows by these names. Their values come from the address unchecked: the service refuses
 * what is none.
 */
export const filtersIn = <Asked extends object>(
  query: Query,
  names: readonly (keyof Asked & string)[],
): Partial<Asked> =>
  // oxlint-disable-next-line typescript/consistent-type-assertions -- an address has no type before the service has validated it
  Object.fromEntries(names.map((name) => [name, query[name]])) as Partial<Asked>;

/**
 * The page's filters, kept in its address: a link to the results can be sent to a colleague. Empty ones leave the
 * address.
 */
export function useQuery(): [Query, (changes: Query) => void] {
  const { navigation } = useDesk();
  const { query = {} } = navigation.route.value;
  const change = (changes: Query): void => {
    const route = navigation.route.peek();
    const all = Object.entries({ ...route.query, ...changes }).filter(([, value]) => value !== '');
    navigation.replace({ ...route, query: Object.fromEntries(all) });
  };
  return [query, change];
}
