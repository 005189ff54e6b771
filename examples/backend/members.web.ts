import { auth } from '@wix/essentials';
import { members } from '@wix/members';
import { Permissions, webMethod } from '@wix/web-methods';

/** The members of the site, for the people who run it. */
export const listMembers = webMethod(Permissions.Admin, async () => {
  const elevatedListMembers = auth.elevate(members.listMembers);
  const { members: page = [] } = await elevatedListMembers({ paging: { limit: 2 }, fieldsets: ['FULL'] });
  return page.map(({ _id, loginEmail }) => ({ id: _id, loginEmail }));
});

/** Who is logged in to the site; Wix judges the call by the member's own rights. */
export const getMe = webMethod(Permissions.SiteMember, async () => {
  const { member } = await members.getCurrentMember();
  return { id: member?._id };
});
