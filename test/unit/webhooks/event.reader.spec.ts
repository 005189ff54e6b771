import { EventReader } from '../../../src/webhooks/event.reader';
import { APP_ID, testConfig } from '../../support/app-config';
import { INSTANCE_ID, SITE_ID } from '../../support/verdicts';

const reader = new EventReader(testConfig());
const receive = (envelope: unknown, issuedAt = 5_000) =>
  reader.receive({ kind: 'webhook', data: JSON.stringify(envelope), issuedAt });
const flat = { eventType: 'AppInstalled', instanceId: INSTANCE_ID, data: '{"appId":"a"}' };

describe('an event', () => {
  it.each([
    ['its own time', { eventTime: '2026-01-01T00:00:00Z' }, Date.UTC(2026, 0, 1)],
    ["the plan events' word for it", { operationTimeStamp: '2026-01-01T00:00:01Z' }, Date.UTC(2026, 0, 1, 0, 0, 1)],
    ['the time of signing when it names none', {}, 5_000],
    ['the time of signing when it names nonsense', { eventTime: 'now' }, 5_000],
    ['the time of signing when its data is a text', 'x', 5_000],
    ['the time of signing when it names a year that no database holds', { eventTime: '0000-01-01T00:00:00Z' }, 5_000],
    ['the time of signing when its year has five digits', { eventTime: '9999-12-31T23:59:59-10:00' }, 5_000],
  ])('has %s', (_, data, time) => {
    expect(receive({ ...flat, data: JSON.stringify(data) }).eventTime).toBe(time);
  });

  it("has Wix's id, or a hash of type, instance, data and time", () => {
    expect(receive({ ...flat, data: '{"id":"e"}' }).eventId).toBe('e');
    const id = receive(flat).eventId;
    expect(id).toMatch(/^[0-9a-f]{64}$/);
    expect(receive({ ...flat, data: '{ "appId": "a" }' }).eventId).toBe(id);
    expect(receive({ ...flat, identity: '{}' }).eventId).toBe(id);
    const others = [
      receive({ ...flat, eventType: 'AppRemoved' }),
      receive({ ...flat, instanceId: SITE_ID }),
      receive({ ...flat, data: '{"appId":"b"}' }),
      receive(flat, 6_000),
      receive({ ...flat, data: '{"id":""}' }),
      receive({ ...flat, data: '{"id":7}' }),
    ];
    expect(new Set([id, ...others.map(({ eventId }) => eventId)]).size).toBe(7);
  });

  it('of an account has no instance', () => {
    expect(receive({ ...flat, instanceId: undefined })).toMatchObject({ instanceId: undefined, fault: undefined });
    expect(receive({ ...flat, instanceId: 'x' })).toMatchObject({ instanceId: undefined, fault: undefined });
  });

  it('keeps its type and instance when its data is broken', () => {
    expect(receive({ ...flat, data: '{' })).toMatchObject({
      eventType: 'AppInstalled',
      instanceId: INSTANCE_ID,
      fault: 'The data of the event is no JSON.',
    });
  });

  it('is the same for its handlers', () => {
    const envelope = JSON.stringify({
      ...flat,
      identity: '{"identityType":"APP","appId":"x"}',
      accountInfo: { siteId: SITE_ID },
    });
    const stored = { eventId: 'e', appId: APP_ID, instanceId: INSTANCE_ID, envelope, eventTime: new Date(7) };
    expect(reader.event(stored)).toEqual({
      id: 'e',
      type: 'AppInstalled',
      appId: APP_ID,
      instanceId: INSTANCE_ID,
      siteId: SITE_ID,
      time: 7,
      identity: { type: 'APP', id: 'x' },
      data: { appId: 'a' },
    });
    expect(() => reader.event({ ...stored, envelope: '{' })).toThrow('The envelope is malformed.');
  });
});
