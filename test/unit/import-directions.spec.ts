import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { breachesIn, type Sources } from '../support/import-checker';
import { LAYERS, SIBLING_IMPORTS } from '../support/import-rules';

const SRC = join(__dirname, '..', '..', 'src');

function readSources(): Sources {
  const files = readdirSync(SRC, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    files.map((file) => [relative(SRC, file).replaceAll(sep, '/'), readFileSync(file, 'utf8')]),
  );
}

describe('the sources', () => {
  const sources = readSources();

  it('are found', () => {
    expect(Object.keys(sources)).toEqual(expect.arrayContaining(['config/app-config.ts', 'errors/error-code.ts']));
  });

  it('keep the import directions', () => {
    expect(breachesIn(sources)).toEqual([]);
  });
});

describe('the rules', () => {
  it('put every folder on one layer', () => {
    const folders = LAYERS.flatMap((layer) => layer.folders);
    expect(new Set(folders).size).toBe(folders.length);
  });

  it('allow sideways imports on one layer only, and in no circle', () => {
    const layerOf = (folder: string) => LAYERS.findIndex((layer) => layer.folders.includes(folder));
    const reach = (folder: string, seen: readonly string[] = []): readonly string[] =>
      SIBLING_IMPORTS.filter(({ from, to }) => from === folder && !seen.includes(to)).reduce(
        (all, { to }) => [...all, ...reach(to, [...all, to])],
        [...seen],
      );
    for (const { from, to } of SIBLING_IMPORTS) {
      expect(layerOf(from)).toBe(layerOf(to));
      expect(layerOf(from)).toBeGreaterThanOrEqual(0);
      expect(reach(to)).not.toContain(from);
    }
  });
});

describe('an allowed import', () => {
  it.each([
    ['features/settings/settings.service.ts', '../../database/tenant-database'],
    ['features/settings/settings.service.ts', '../../wix/wix-api'],
    ['features/settings/settings.controller.ts', './settings.service'],
    ['features/settings/dto/settings.dto.ts', '../settings'],
    ['backend/instance.web.policy.ts', '../web-methods/web-method-policy'],
    ['webhooks/inbox.ts', '../database/database'],
    ['elevation/elevation.service.ts', '../auth/instance-context'],
    ['wix/wix-api.ts', '../config/app-config'],
    ['auth/deep/er.ts', '../guard'],
    ['main.ts', './app.module'],
    ['app.module.ts', './features/settings/settings.module'],
    ['webhooks/webhooks.command.ts', '../app.module'],
    ['emulator/main.ts', './emulator.module'],
    ['emulator/deep/er.ts', '../main'],
    ['wix/wix-api.ts', 'undici'],
    ['emulator/main.ts', '@nestjs/core'],
  ])('%s of %s', (file, specifier) => {
    expect(breachesIn({ [file]: `import { x } from '${specifier}';` })).toEqual([]);
  });
});

describe('a forbidden import', () => {
  it.each([
    ['errors/x.ts', '../config/app-config', 'errors is below config'],
    ['errors/x.ts', '../identifiers/guid', 'errors and identifiers stand side by side'],
    ['config/x.ts', '../wix/wix-api', 'config is below wix'],
    ['wix/x.ts', '../cache/token-vault', 'wix and cache stand side by side'],
    ['cache/x.ts', '../wix/wix-api', 'cache and wix stand side by side'],
    ['wix/x.ts', '../auth/identity', 'wix is below auth'],
    ['auth/x.ts', '../elevation/elevation.service', 'auth is below elevation'],
    ['auth/x.ts', '../elevation', 'auth is below elevation'],
    ['auth/deep/x.ts', '../../http/problem', 'auth is below http'],
    ['elevation/x.ts', '../forwarding/forwarder', 'elevation is below forwarding'],
    ['http/x.ts', '../forwarding/answer', 'http and forwarding stand side by side'],
    ['http/x.ts', '../observability/metrics', 'http and observability stand side by side'],
    ['http/x.ts', '../database/database', 'http is below database'],
    ['database/x.ts', '../webhooks/inbox', 'database and webhooks stand side by side'],
    ['webhooks/x.ts', '../features/settings/settings.service', 'webhooks is below features'],
    ['web-methods/x.ts', '../backend/instance.web', 'web-methods is below backend'],
    ['features/settings/x.ts', '../products/products.service', 'a feature never imports another'],
    ['features/settings/x.ts', '../settings-admin/x', 'a feature never imports another'],
    ['features/settings/x.ts', '../../app.module', 'features is below top'],
    ['features/settings/x.ts', '../../webhooks/webhooks.command', 'features is below top'],
    ['emulator/x.ts', '../identifiers/guid', 'the emulator is another program'],
    ['emulator/x.ts', '../errors/coded.error', 'the emulator is another program'],
    ['emulator/x.command.ts', '../app.module', 'the emulator is another program'],
    ['main.ts', './emulator/main', 'the emulator is another program'],
    ['main.ts', './emulator', 'the emulator is another program'],
    ['wix/x.ts', '../emulator/app', 'the emulator is another program'],
    ['main.ts', '../package.json', 'nothing outside src'],
    ['wix/x.ts', '../../test/support/clock', 'nothing outside src'],
    ['wix/x.ts', '../..', 'nothing outside src'],
  ])('%s of %s', (file, specifier, reason) => {
    expect(breachesIn({ [file]: `\nimport { x } from '${specifier}';` })).toEqual([
      expect.stringContaining(`src/${file}:2 imports ${specifier}: ${reason}`),
    ]);
  });

  it.each([
    "import { x } from '../auth/x';",
    'import { x } from "../auth/x";',
    "import type { X } from '../auth/x';",
    "import x, { type Y } from '../auth/x';",
    "import {\n  x,\n  y,\n} from '../auth/x';",
    "import * as x from '../auth/x';",
    "import '../auth/x';",
    "import'../auth/x';",
    "export * from '../auth/x';",
    "export { x } from '../auth/x';",
    "export type { X } from '../auth/x';",
    "import x = require('../auth/x');",
    "const x = require('../auth/x');",
    "const x = require.resolve( '../auth/x' );",
    "const x = await import('../auth/x');",
    "const x = await import(\n  '../auth/x'\n);",
    'const x = await import(`../auth/x`);',
    "let x: typeof import('../auth/x');",
    "let x: import('../auth/x').X;",
    "import { x } from './../auth/x';",
    "import { x } from '../wix/../auth/x';",
  ])('is seen in %j', (source) => {
    expect(breachesIn({ 'wix/x.ts': source })).toHaveLength(1);
  });

  it('is reported for each import of each file', () => {
    const source = "import '../auth/a';\nimport '../config/b';\nimport '../http/c';";
    expect(breachesIn({ 'wix/x.ts': source, 'wix/y.ts': source })).toEqual([
      'src/wix/x.ts:1 imports ../auth/a: wix is below auth',
      'src/wix/x.ts:3 imports ../http/c: wix is below http',
      'src/wix/y.ts:1 imports ../auth/a: wix is below auth',
      'src/wix/y.ts:3 imports ../http/c: wix is below http',
    ]);
  });

  it('is a folder that no layer knows', () => {
    expect(breachesIn({ 'helpers/x.ts': '' })).toEqual([
      'src/helpers/x.ts is in no layer: add its folder to import-rules.ts',
    ]);
  });
});

describe('a word in the wrong place', () => {
  it.each([
    ['auth/x.ts', "const url = 'https://www.wixapis.com';"],
    ['main.ts', "const url = 'https://edge.wixapis.com';"],
    ['auth/x.ts', "const type = 'application/problem+json';"],
    ['emulator/x.ts', "const type = 'application/problem+json';"],
    ['main.ts', 'const port = process.env.PORT;'],
    ['http/x.ts', "const port = process.env['PORT'];"],
    ['http/x.ts', "const port = process['env'].PORT;"],
    ['http/x.ts', 'const port = process\n  .env.PORT;'],
    ['http/x.ts', 'const { env } = process;'],
    ['http/x.ts', 'import { env } from "node:process";'],
    ['http/x.command.ts', 'const { PORT } = process.env;'],
    ['auth/x.ts', '@Injectable({ scope: Scope.REQUEST })'],
    ['emulator/x.ts', '@Injectable({ scope: Scope.REQUEST })'],
    ['http/x.ts', 'class X implements NestInterceptor {}'],
    ['features/a/x.ts', '@UseInterceptors(CacheInterceptor)'],
    ['app.module.ts', 'const p = { provide: APP_INTERCEPTOR, useClass: X };'],
  ])('%s: %s', (file, source) => {
    expect(breachesIn({ [file]: source })).toEqual([expect.stringMatching(`^src/${file}:1 contains `)]);
  });

  it.each([
    ['wix/x.ts', "const url = 'https://www.wixapis.com';"],
    ['config/x.ts', "const url = 'https://www.wixapis.com';"],
    ['emulator/x.ts', "const url = 'https://www.wixapis.com';"],
    ['http/x.ts', "const type = 'application/problem+json';"],
    ['config/x.ts', 'const port = process.env.PORT;'],
    ['emulator/x.ts', 'const port = process.env.PORT;'],
    ['main.ts', 'process.on("SIGTERM", () => process.exitCode);'],
    ['http/x.ts', '@Injectable({ scope: Scope.DEFAULT })'],
  ])('is none in %s: %s', (file, source) => {
    expect(breachesIn({ [file]: source })).toEqual([]);
  });
});
