import callForms from './programs/call-forms.cjs';
import { type RecordingServer, startRecordingServer } from './recording-server';
import { runRegistered } from './registered-program';

jest.setTimeout(30_000);

const forms = Object.keys(callForms({}));

describe.each(['call-every-form.mjs', 'call-every-form.cjs'])('the program %s under register', (program) => {
  let emulator: RecordingServer;
  let texts: Record<string, string>;

  beforeAll(async () => {
    emulator = await startRecordingServer();
    const { code, stdout, stderr } = await runRegistered([program], { WIX_EMULATOR_URL: emulator.url });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    texts = JSON.parse(stdout) as Record<string, string>;
  });

  afterAll(() => emulator.close());

  it.each(forms)('has its call by %s reach the emulator as it was sent, and reads the answer', (form) => {
    const url = `/${form}/a%20b?q=1&r=%C3%A9`;
    const received = emulator.requests.filter((request) => request.url === url);

    expect(received).toEqual([
      {
        method: form.endsWith('get') ? 'GET' : 'POST',
        url,
        headers: expect.objectContaining({
          host: 'www.wixapis.com',
          authorization: 'OauthNG.JWS.a.b.c',
          'x-caller': 'a form',
        }),
        body: form.endsWith('get') ? '' : 'two words',
      },
    ]);
    expect(texts[form]).toBe(url);
  });

  it('makes no other call', () => {
    expect(emulator.requests).toHaveLength(forms.length);
  });
});
