import { Injectable } from '@nestjs/common';
import { SettingsStore } from '../settings/settings.store';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Which addresses a login may return to, by the setting `allowedRedirectUris`. Only http and https, ever. */
@Injectable()
export class RedirectUris {
  constructor(private readonly settings: SettingsStore) {}

  isAllowed(uri: string): boolean {
    if (!URL.canParse(uri)) return false;
    const { protocol, hostname } = new URL(uri);
    if (protocol !== 'http:' && protocol !== 'https:') return false;
    switch (this.settings.values.allowedRedirectUris) {
      case 'any':
        return true;
      case 'loopback':
        return LOOPBACK.has(hostname);
      case 'none':
        return false;
    }
  }
}
