import { createLiftgateClient } from '@liftgate/client';
import { createClient } from '@wix/sdk';
import { whoAmI } from '../../src/backend/instance.web';
import { answerOf, ProblemError } from '../answer';
import { part } from '../part';
import { showProblem } from '../problem.notice';
import { SettingsStore } from '../settings.store';
import { wixUserAuth } from '../wix-user.auth';

const wix = createClient({ auth: wixUserAuth });
// For web methods, which take their client from the context.
wix.enableContext('module');
const liftgate = createLiftgateClient({ baseUrl: LIFTGATE_URL, fetch: wix.fetchWithAuth });
const settings = new SettingsStore(liftgate);

const form = part('settings', HTMLFormElement);
const title = part('title', HTMLInputElement);
const published = part('published', HTMLInputElement);
const saved = part('saved', HTMLOutputElement);
const conflict = part('conflict', HTMLElement);
const settingsProblem = part('settings-problem', HTMLElement);

async function showSite(): Promise<void> {
  const [{ subjectType }, { site, instance }] = await Promise.all([
    whoAmI(),
    answerOf(liftgate.GET('/v1/instance/details')),
  ]);
  const who = subjectType === 'USER' ? 'a Wix user' : 'not a Wix user';
  part('about', HTMLElement).textContent = `${instance.appName} on ${site.siteDisplayName ?? 'this site'}, for ${who}.`;
}

async function showMembers(): Promise<void> {
  const { members } = await answerOf(liftgate.GET('/v1/members', { params: { query: { limit: 20 } } }));
  const rows = members.map(({ profile }) => {
    const row = document.createElement('tr');
    for (const text of [profile?.nickname, profile?.slug]) row.insertCell().textContent = text ?? '';
    return row;
  });
  part('members', HTMLElement).replaceChildren(...rows);
}

async function showSettings(): Promise<void> {
  const current = await settings.read();
  conflict.hidden = true;
  title.value = current.title;
  published.checked = current.published;
}

async function save(): Promise<void> {
  saved.value = '';
  conflict.hidden = true;
  try {
    await settings.save({ title: title.value, published: published.checked });
    saved.value = 'Saved.';
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== 'precondition_failed') throw error;
    conflict.hidden = false;
  }
}

/** Over what somebody else saved, which this person has been told of. */
async function saveAnyway(): Promise<void> {
  await settings.read();
  await save();
}

function run(work: Promise<void>, notice: HTMLElement): void {
  showProblem(notice, undefined);
  work.catch((error: unknown) => {
    showProblem(notice, error);
  });
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  run(save(), settingsProblem);
});
part('take-theirs', HTMLButtonElement).addEventListener('click', () => {
  run(showSettings(), settingsProblem);
});
part('keep-mine', HTMLButtonElement).addEventListener('click', () => {
  run(saveAnyway(), settingsProblem);
});
run(
  Promise.all([showSite(), showSettings()]).then(() => undefined),
  settingsProblem,
);
run(showMembers(), part('members-problem', HTMLElement));
