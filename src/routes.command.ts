import { DiscoveryService } from '@nestjs/core';
import { RouteInventory } from './auth/route.inventory';
import type { DeclaredRoute } from './auth/route.inventory';
import { AppConfig } from './config/app-config';
import { providerMethods } from './discovery/provider-methods';
import { DOCS_PATHS } from './http/docs';
import { createOfflineApp } from './offline-app';
import { declaredServicePlugin } from './service-plugins/service-plugin.decorator';
import { subscriptionsOf } from './webhooks/on-wix-event.decorator';

type Row = readonly [route: string, access: string, who: string, calls: string];

const HEADINGS: Row = ['ROUTE', 'ACCESS', 'WHO', 'WIX CALLS AS THE APP'];

/** `npm run routes`: every route and every handler, who may call it, and the Wix calls it may make with the app's identity. */
async function printRoutes(): Promise<void> {
  const app = await createOfflineApp();
  const docs = app.get(AppConfig).docsEnabled ? Object.values(DOCS_PATHS) : [];
  const routes = app.get(RouteInventory).list().map(describe);
  const handlers = handlersOf(app.get(DiscoveryService, { strict: false }));
  const rows = [HEADINGS, ...sorted([...routes, ...docs.map(describeDocs), ...handlers])];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows) {
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
  await app.close();
}

function describe({ method, path, declared: [access] }: DeclaredRoute): Row {
  const route = rowName(method, path);
  switch (access?.access) {
    case 'authenticated':
      return [route, access.fresh ? 'authenticated, fresh' : 'authenticated', access.allow.join(' '), ''];
    case 'elevated':
      return [route, access.fresh ? 'elevated, fresh' : 'elevated', access.allow.join(' '), access.calls.join(', ')];
    case 'signed-by-wix':
      return [route, 'signed by Wix', access.kind, ''];
    case 'public':
      return [route, 'public', 'anyone', ''];
    case undefined:
      return [route, 'NONE', 'nobody', ''];
  }
}

const describeDocs = (path: string): Row => [rowName('GET', path), 'public', 'anyone', ''];

/** The routes of the service plugins, and the events that have handlers: `POST /webhooks` leads to those. */
function* handlersOf(discovery: DiscoveryService): Generator<Row> {
  for (const { method } of providerMethods(discovery)) {
    const plugin = declaredServicePlugin(method);
    if (plugin !== undefined)
      yield [rowName('POST', `/service-plugins/${plugin.type}${plugin.path}`), 'signed by Wix', 'service-plugin', ''];
    for (const { type, calls } of subscriptionsOf(method))
      yield [rowName('EVENT', type), 'signed by Wix', 'webhook', calls.join(', ')];
  }
}

const rowName = (kind: string, name: string): string => `${kind.padEnd(6)} ${name}`;

/** By the path, and then by the method. */
function sorted(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted(([one], [other]) => one.slice(7).localeCompare(other.slice(7)) || one.localeCompare(other));
}

void printRoutes();
