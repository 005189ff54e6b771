import { appInstances } from '@wix/app-management';
import { auth } from '@wix/essentials';
import { Permissions, webMethod } from '@wix/web-methods';

/** What any visitor of the site may see of the app and its site; the rest of Get App Instance stays here. */
export const getInstance = webMethod(Permissions.Anyone, async () => {
  const { instance, site } = await auth.elevate(appInstances.getAppInstance)();
  return {
    instance: {
      instanceId: instance?.instanceId,
      appName: instance?.appName,
      appVersion: instance?.appVersion,
      isFree: instance?.isFree,
    },
    site: { siteId: site?.siteId, siteDisplayName: site?.siteDisplayName, url: site?.url, locale: site?.locale },
  };
});

/** Who is calling. */
export const whoAmI = webMethod(Permissions.Anyone, async () => {
  const { subjectType, subjectId, instanceId } = await auth.getTokenInfo();
  return { subjectType, subjectId, instanceId };
});

/** Greets who is logged in to the site. */
export const memberOnly = webMethod(Permissions.SiteMember, async () => {
  const { subjectType, subjectId } = await auth.getTokenInfo();
  return { subjectType, subjectId };
});

/** For the people who run the site. */
export const adminOnly = webMethod(Permissions.Admin, async () => {
  const { subjectType, subjectId } = await auth.getTokenInfo();
  return { subjectType, subjectId };
});
