import { scriptJson } from '../http/html';
import type { Site } from '../sites/site';

/**
 * What a site of Wix has in its page: its language, from which `@wix/site` makes `x-wix-linguist`, and the call that hands
 * every custom element of an app the function for access tokens, once the elements are defined.
 */
export function siteScript({ locale }: Site, accessToken: string): string {
  return `<script>
window.commonConfig = { language: ${scriptJson(locale)}, locale: ${scriptJson(locale)} };
{
  const getAccessToken = () => Promise.resolve(${scriptJson(accessToken)});
  document.addEventListener('DOMContentLoaded', () => {
    for (const element of document.querySelectorAll('*')) element.accessTokenListener?.(getAccessToken);
  });
}
</script>`;
}

/** In place of the messages with which the dashboard and the editor hand their pages access tokens. */
export function dashboardScript(accessToken: string): string {
  return `<script>window.getWixAccessToken = () => Promise.resolve(${scriptJson(accessToken)});</script>`;
}
