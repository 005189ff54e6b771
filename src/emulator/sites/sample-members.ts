import { guidFrom } from './guid';
import { memberFrom, type Member } from './member';

const PEOPLE = [
  ['Ada', 'Marlow'],
  ['Bela', 'Okafor'],
  ['Chloe', 'Tan'],
  ['Dario', 'Weiss'],
  ['Edda', 'Lindqvist'],
  ['Farid', 'Haddad'],
  ['Greta', 'Novak'],
  ['Hugo', 'Silva'],
] as const;

/** Four to seven members, the same for the same site. Their addresses name the site, so that no two sites share one. */
export function sampleMembers(siteId: string): Member[] {
  const number = Number.parseInt(guidFrom(`${siteId} members`).slice(0, 4), 16);
  return Array.from({ length: 4 + (number % 4) }, (_, index) => {
    const [firstName, lastName] = PEOPLE[(number + index) % PEOPLE.length] ?? PEOPLE[0];
    return memberFrom({
      id: guidFrom(`${siteId} member ${index}`),
      email: `${firstName.toLowerCase()}@${siteId.slice(0, 8)}.example`,
      firstName,
      lastName,
      createdDate: new Date(Date.UTC(2024, index, 1 + (number % 27), 9, 30)).toISOString(),
    });
  });
}
