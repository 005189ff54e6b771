import { Permissions, webMethod } from '@wix/web-methods';

export const list = webMethod(Permissions.Admin, () => []);
