import type { z } from 'zod';
import type { IdentityType } from '../auth/identity';
import type { WixCall } from '../wix/wix-call';

/**
 * What web methods may call with the app's identity: the default export of `<name>.web.policy.ts`, by function. A
 * function without an entry may call nothing so.
 */
export type WebMethodPolicy = Readonly<Record<string, readonly [WixCall, ...WixCall[]]>>;

/** The arguments of web methods: the export `schemas` of `<name>.web.policy.ts`, by function. */
export type WebMethodSchemas = Readonly<Record<string, z.ZodType<unknown[]>>>;

/** One function of a `*.web.ts` file, ready to be mounted. */
export interface WebMethod {
  readonly name: string;
  readonly run: (...values: unknown[]) => unknown;
  /** From its `permission`. */
  readonly allow: readonly [IdentityType, ...IdentityType[]];
  readonly calls: WebMethodPolicy[string] | undefined;
  readonly schema: z.ZodType<unknown[]> | undefined;
}

/** One `*.web.ts` file. */
export interface WebMethodFile {
  /** In the project, such as `src/backend/instance.web.ts`: it stands in the URL that Wix's client calls. */
  readonly path: string;
  /** Without folder `src/backend` and suffix, such as `instance`. */
  readonly name: string;
  /** Where its policy stands, or would. */
  readonly policyPath: string;
  readonly methods: readonly WebMethod[];
}
