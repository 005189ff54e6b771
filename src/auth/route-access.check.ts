import { Injectable, type OnModuleInit } from '@nestjs/common';
import { StartError } from '../errors/start.error';
import { type DeclaredRoute, RouteInventory } from './route.inventory';
import type { RouteAccess } from './route-access';

const WIX_CALL = /^(GET|POST|PUT|PATCH|DELETE) (\/(:?[A-Za-z0-9_.~-]+))+$/;

/** Stops the process at start when a route does not say, in exactly one way, who may call it. */
@Injectable()
export class RouteAccessCheck implements OnModuleInit {
  constructor(private readonly routes: RouteInventory) {}

  onModuleInit(): void {
    const faults = this.routes.list().flatMap((route) => faultsOf(route));
    if (faults.length > 0) throw new RouteAccessError(faults);
  }
}

/** Names every route that may not start, and what to write on it. */
export class RouteAccessError extends StartError {
  constructor(readonly faults: readonly string[]) {
    super(`The gateway does not start: ${faults.length} route(s) without a sound access word.\n${faults.join('\n')}`);
  }
}

function faultsOf(route: DeclaredRoute): readonly string[] {
  const where = `${route.method} ${route.path} (${route.handler})`;
  const [only, ...more] = route.declared;
  if (only === undefined) {
    return [`${where} has no access word: add @Public(), @Authenticated(), @Elevated({…}) or @SignedByWix(…).`];
  }
  if (more.length > 0) {
    const words = route.declared.map(({ access }) => access).join(', ');
    return [`${where} has ${route.declared.length} access words (${words}): keep one.`];
  }
  return rulesOf(only).map((fault) => `${where} ${fault}`);
}

/** What the types of the decorators refuse as well, for callers that got around them. */
function rulesOf(access: RouteAccess): readonly string[] {
  if (access.access === 'public' || access.access === 'signed-by-wix') return [];
  const faults = isEmpty(access.allow) ? ['allows no identity: name at least one in `allow`.'] : [];
  if (access.access === 'authenticated') return faults;
  if (isEmpty(access.calls)) {
    return [...faults, 'is elevated for no Wix call: name at least one in `calls`, or use @Authenticated.'];
  }
  const malformed = access.calls.filter((call) => !WIX_CALL.test(call));
  return [
    ...faults,
    ...malformed.map((call) => `declares "${call}", which is no Wix call such as "GET /apps/v1/instance".`),
  ];
}

/** A route written in JavaScript may have left the list out. */
function isEmpty(list: readonly string[] | undefined): boolean {
  return list === undefined || list.length === 0;
}
