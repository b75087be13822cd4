import 'reflect-metadata';
import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { routes } from '#contracts/routes';
import { controllers } from '../api.module.ts';

type Controller = (typeof controllers)[number];

/** Reads Nest's metadata, so that routes of any decorator count. */
function servedBy({ prototype }: Controller): string[] {
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const method: unknown = Reflect.get(prototype, name);
    if (typeof method !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, method)) return [];
    const verb = RequestMethod[Number(Reflect.getMetadata(METHOD_METADATA, method))];
    return [`${verb} ${String(Reflect.getMetadata(PATH_METADATA, method))}`];
  });
}

describe('the table of routes', () => {
  it('has exactly the routes that are served', () => {
    const served = controllers.flatMap(servedBy);
    expect(served.toSorted()).toEqual(Object.keys(routes).toSorted());
  });

  it('has complete paths, without prefixes from controllers', () => {
    const added = controllers.filter((controller) => Reflect.getMetadata(PATH_METADATA, controller) !== '/');
    expect(added.map(({ name }) => name)).toEqual([]);
  });
});
