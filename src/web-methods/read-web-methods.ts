import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { allowedIdentities } from './permission';
import type { WebMethod, WebMethodFile, WebMethodPolicy, WebMethodSchemas } from './web-method';
import { WebMethodFileError } from './web-method.error';

/** As a `.ts` in tests, compiled otherwise. */
const WEB_METHOD_FILE = /\.web\.(ts|js)$/;
const POLICY_FILE = /\.web\.policy\.(ts|js)$/;
/** What can stand in a URL without a second spelling. */
const NAME = /^[\w.-]+(\/[\w.-]+)*$/;
const FUNCTION_NAME = /^[A-Za-z_]\w*$/;

type Exports = Readonly<Record<string, unknown>>;

/**
 * Loads every `*.web.ts` file below `directory`, which is the project's `src/backend`, with its policy.
 *
 * @throws WebMethodFileError for a name that fits in no URL, and for a policy of a file or function that is none
 */
export function readWebMethods(directory: string): readonly WebMethodFile[] {
  if (!existsSync(directory)) return [];
  const load = createRequire(join(directory, 'index.js')) as (path: string) => Exports;
  const paths = readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort();
  for (const path of paths.filter((name) => POLICY_FILE.test(name))) {
    const [subject] = path.split('.web.policy.');
    if (!paths.some((other) => WEB_METHOD_FILE.test(other) && other.startsWith(`${String(subject)}.web.`))) {
      throw new WebMethodFileError(projectPath(path), 'is a policy without its .web.ts file');
    }
  }
  return paths
    .filter((path) => WEB_METHOD_FILE.test(path))
    .map((path) => readFile(path, (suffix) => load(join(directory, path.replace(WEB_METHOD_FILE, suffix)))));

  function readFile(path: string, loadBeside: (suffix: string) => Exports): WebMethodFile {
    const file = projectPath(path);
    const name = path.replace(WEB_METHOD_FILE, '').split(sep).join('/');
    if (!NAME.test(name)) throw new WebMethodFileError(file, 'has a name that cannot stand in a URL');
    const policySuffix = path.replace(WEB_METHOD_FILE, '.web.policy.$1');
    const policy = existsSync(join(directory, policySuffix)) ? loadBeside('.web.policy.$1') : {};
    const methods = methodsOf(loadBeside('.web.$1'), policy);
    refuseUnknown(projectPath(policySuffix), methods, policy);
    return { path: file, name, policyPath: projectPath(policySuffix), methods };
  }
}

function methodsOf(exported: Exports, policy: Exports): readonly WebMethod[] {
  const calls = (policy.default ?? {}) as WebMethodPolicy;
  const schemas = (policy.schemas ?? {}) as WebMethodSchemas;
  return Object.entries(exported).flatMap(([name, value]) => {
    const allow = allowedIdentities(value);
    if (allow === undefined || !FUNCTION_NAME.test(name) || name === 'constructor') return [];
    // Functions alone have a permission.
    const run = value as WebMethod['run'];
    return [{ name, run, allow, calls: calls[name], schema: schemas[name] }];
  });
}

function refuseUnknown(file: string, methods: readonly WebMethod[], { default: calls, schemas }: Exports): void {
  for (const name of [calls, schemas].flatMap((entries) => Object.keys(entries ?? {}))) {
    if (methods.some((method) => method.name === name)) continue;
    throw new WebMethodFileError(file, `names "${name}", which is no web method of the file beside it`);
  }
}

function projectPath(path: string): string {
  return `src/backend/${path.split(sep).join('/').replace(/\.js$/, '.ts')}`;
}
