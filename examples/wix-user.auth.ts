import type { AuthenticationStrategy } from '@wix/sdk';

declare global {
  interface Window {
    /** Of the emulator, in place of the dashboard and the editor. */
    readonly getWixAccessToken: () => Promise<string>;
  }
}

/**
 * Stands for `dashboard.auth()` of `@wix/dashboard` and `editor.auth()` of `@wix/editor`, which get the Wix user's access
 * token by messages from a parent page on manage.wix.com, and from no other. Put those in its place in an app.
 */
export const wixUserAuth: AuthenticationStrategy = {
  getAuthHeaders: async () => ({ headers: { Authorization: await window.getWixAccessToken() } }),
};
