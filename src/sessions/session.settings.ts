import type { AppConfig } from '../config/app-config';

/** The configuration of sessions, for what exists only while they are on. */
export function sessionSettings({ sessions }: Pick<AppConfig, 'sessions'>): NonNullable<AppConfig['sessions']> {
  if (sessions === undefined) throw new Error('Sessions are off: WIX_CLIENT_ID is not set.');
  return sessions;
}
