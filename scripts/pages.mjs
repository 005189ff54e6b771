import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { webMethods } from './web-methods.plugin.mjs';

const PAGES = ['site-widget', 'dashboard-page', 'settings-panel', 'headless-page'];

/** Builds the pages of `examples/` for a gateway: for each its `.html`, `.js` and `.css`, side by side in `folder`. */
export async function buildPages(root, { gatewayUrl, appId, folder }) {
  const examples = fileURLToPath(new URL('examples', root));
  const source = (page, ending) => join(examples, page, `${page}.${ending}`);
  await build({
    entryPoints: PAGES.map((page) => source(page, 'ts')),
    entryNames: '[name]',
    outdir: folder,
    bundle: true,
    format: 'esm',
    target: 'es2023',
    minify: true,
    logLevel: 'warning',
    define: { LIFTGATE_URL: JSON.stringify(gatewayUrl), WIX_APP_ID: JSON.stringify(appId) },
    plugins: [webMethods(fileURLToPath(root))],
  });
  const copied = PAGES.flatMap((page) => ['html', 'css'].map((ending) => [page, ending]));
  await Promise.all(copied.map(([page, ending]) => cp(source(page, ending), join(folder, `${page}.${ending}`))));
}
