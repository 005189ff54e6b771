import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';

/** Where every call of a web method goes, as Wix's own front-end build sends it. */
const CALL = `
import { fetchWithAuth } from '@wix/sdk/context';
async function call(file, name, args) {
  const url = LIFTGATE_URL + '/_webMethods/' + file + '/' + name + '.ajax';
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetchWithAuth(url, { method: 'POST', headers, body: JSON.stringify(args) });
  const { result, exception } = await answer.json();
  if (exception) throw result;
  return result;
}`;

/** Puts a call to the backend in the place of every function of a `*.web.ts`, whose code must not reach a browser. */
export function webMethods(root) {
  return {
    name: 'web methods',
    setup(build) {
      build.onLoad({ filter: /\.web\.ts$/ }, async ({ path }) => {
        const file = JSON.stringify(relative(root, path));
        const source = await readFile(path, 'utf8');
        const stubs = [...source.matchAll(/^export const (\w+) = webMethod\(/gm)].map(
          ([, name]) => `export const ${name} = (...args) => call(${file}, '${name}', args);`,
        );
        return { contents: [CALL, ...stubs].join('\n'), resolveDir: root };
      });
    },
  };
}
