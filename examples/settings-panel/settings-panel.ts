import { createLiftgateClient } from '@liftgate/client';
import { createClient } from '@wix/sdk';
import { ProblemError } from '../answer';
import { part } from '../part';
import { showProblem } from '../problem.notice';
import { SettingsStore } from '../settings.store';
import { wixUserAuth } from '../wix-user.auth';

const wix = createClient({ auth: wixUserAuth });
const liftgate = createLiftgateClient({ baseUrl: LIFTGATE_URL, fetch: wix.fetchWithAuth });
const settings = new SettingsStore(liftgate);

const fields = {
  title: part('title', HTMLInputElement),
  theme: part('theme', HTMLSelectElement),
  accentColor: part('accentColor', HTMLInputElement),
};
const saved = part('saved', HTMLOutputElement);

async function show(): Promise<void> {
  const current = await settings.read();
  fields.title.value = current.title;
  fields.theme.value = current.theme;
  fields.accentColor.value = current.accentColor;
  showColour();
}

async function save(): Promise<void> {
  saved.value = '';
  showViolations([]);
  const theme = fields.theme.value;
  if (theme !== 'auto' && theme !== 'light' && theme !== 'dark') return;
  try {
    await settings.save({ title: fields.title.value, theme, accentColor: fields.accentColor.value });
    saved.value = 'Applied.';
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== 'validation_failed') throw error;
    showViolations(error.problem.errors ?? []);
  }
}

/** Each at the field that its pointer names, such as `/title`. */
function showViolations(violations: readonly { readonly pointer: string; readonly detail: string }[]): void {
  for (const [name, field] of Object.entries(fields)) {
    const violation = violations.find(({ pointer }) => pointer === `/${name}`);
    const label = field.labels?.[0]?.textContent ?? name;
    part(`${name}-error`, HTMLElement).textContent = violation ? `${label} ${violation.detail}.` : '';
    field.ariaInvalid = String(violation !== undefined);
  }
}

function showColour(): void {
  part('swatch', HTMLElement).style.background = fields.accentColor.value;
}

function run(work: Promise<void>): void {
  const notice = part('problem', HTMLElement);
  showProblem(notice, undefined);
  work.catch((error: unknown) => {
    showProblem(notice, error);
  });
}

fields.accentColor.addEventListener('input', showColour);
part('panel', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  run(save());
});
run(show());
