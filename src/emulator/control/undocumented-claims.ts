import { randomUUID } from 'node:crypto';
import type { SettingValues } from '../settings/settings.catalogue';
import type { Instance } from '../sites/instance';

/** Fields of a signed instance value that Wix sends, or sent, and documents nowhere. */
export function undocumentedClaims(
  which: SettingValues['instanceParameterFields'],
  { site, createdAt }: Instance,
): Readonly<Record<string, unknown>> {
  const seen = { lpai: null, aor: true, scd: createdAt, acd: createdAt };
  switch (which) {
    case 'seen':
      return seen;
    case 'documented':
      return {};
    case 'all':
      return { ...seen, ipAndPort: '127.0.0.1/443', pai: null, biToken: randomUUID(), metaSiteId: site.siteId };
  }
}
