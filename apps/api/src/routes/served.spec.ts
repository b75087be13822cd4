import 'reflect-metadata';
import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { routes } from '#contracts/routes';
import { controllers } from '../api.module.ts';

type Controller = (typeof controllers)[number];

/** As Nest sees them, whatever decorators they come from. */
function servedBy({ prototype }: Controller): string[] {
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const method: unknown = Reflect.get(prototype, name);
    if (typeof method !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, method)) return [];
    const verb = RequestMethod[Number(Reflect.getMetadata(METHOD_METADATA, method))];
    return [`${verb} ${String(Reflect.getMetadata(PATH_METADATA, method))}`];
  });
}

describe('the table of routes', () => {
  it('has every route that is served, and each of its routes is served once', () => {
    const served = controllers.flatMap(servedBy);
    expect(served.toSorted()).toEqual(Object.keys(routes).toSorted());
  });

  it('has the whole path: no controller adds to it', () => {
    const added = controllers.filter((controller) => Reflect.getMetadata(PATH_METADATA, controller) !== '/');
    expect(added.map(({ name }) => name)).toEqual([]);
  });
});
