declare const kind: unique symbol;

/** A GUID in lower case whose kind the compiler keeps apart: an `InstanceId` is never accepted for a `SiteId`. */
type Guid<Kind extends string> = string & { readonly [kind]: Kind };

/** The id of a Wix app (Wix also says `appDefId`, and `clientId` in Token Info). */
export type AppId = Guid<'AppId'>;
/** The id of one installation of an app on one site. */
export type InstanceId = Guid<'InstanceId'>;
/** The id of a site, which Wix also calls metasite id. */
export type SiteId = Guid<'SiteId'>;

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A GUID of any case in lower case; `undefined` for everything else. */
function parseGuid(value: unknown): string | undefined {
  return typeof value === 'string' && GUID.test(value) ? value.toLowerCase() : undefined;
}

// The only places where a string becomes branded: its shape was just checked.
export const parseAppId = (value: unknown): AppId | undefined => parseGuid(value) as AppId | undefined;
export const parseInstanceId = (value: unknown): InstanceId | undefined => parseGuid(value) as InstanceId | undefined;
export const parseSiteId = (value: unknown): SiteId | undefined => parseGuid(value) as SiteId | undefined;
