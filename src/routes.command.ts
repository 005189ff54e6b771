import { RouteInventory } from './auth/route.inventory';
import type { DeclaredRoute } from './auth/route.inventory';
import { createOfflineApp } from './offline-app';

/** `npm run routes`: every route, who may call it, and the Wix calls it may make with the app's identity. */
async function printRoutes(): Promise<void> {
  const app = await createOfflineApp();
  const rows = app.get(RouteInventory).list().map(describe);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  for (const row of [HEADINGS, ...rows]) {
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
  await app.close();
}

const HEADINGS: readonly string[] = ['ROUTE', 'ACCESS', 'WHO', 'WIX CALLS AS THE APP'];

function describe({ method, path, declared: [access] }: DeclaredRoute): readonly string[] {
  const route = `${method.padEnd(6)} ${path}`;
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

void printRoutes();
