import { appInstances } from '@wix/app-management';
import { auth } from '@wix/essentials';
import { Permissions, webMethod } from '@wix/web-methods';

/** A backend function as Blocks has it, called by the code of its widget with arguments. */
export const greet = webMethod(Permissions.Anyone, async (name: string) => {
  const tokenInfo = await auth.getTokenInfo();
  const { site } = await auth.elevate(appInstances.getAppInstance)();
  return `Welcome to ${site?.siteDisplayName ?? 'this site'}, ${name} (${tokenInfo.subjectType})`;
});
