import { appInstances } from '@wix/app-management';
import { auth } from '@wix/essentials';
import { Permissions, webMethod } from '@wix/web-methods';

/** A web method as the Wix CLI has it: which app instance is calling, and what only the app itself may read of its site. */
export const getAppInstance = webMethod(Permissions.Anyone, async () => {
  const { instanceId } = await auth.getTokenInfo();
  const elevatedGetAppInstance = auth.elevate(appInstances.getAppInstance);
  const { instance, site } = await elevatedGetAppInstance();
  return { instanceId, appName: instance?.appName, siteDisplayName: site?.siteDisplayName };
});
