import request from 'supertest';
import { expectProblem, type Harness, sendRaw, startHarness } from './http.harness';

const MEDIA_TYPE = 'unsupported_media_type';

describe('bodies', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness();
  });
  afterAll(() => harness.close());

  const post = (path: string, contentType: string | undefined, body: string | Buffer) => {
    const pending = request(harness.origin).post(path);
    return (contentType === undefined ? pending.unset('content-type') : pending.set('content-type', contentType))
      .serialize((sent: string) => sent)
      .send(body);
  };
  /** supertest always names a media type. */
  const postUntyped = (path: string, body: string, header = '') =>
    sendRaw(
      harness.port,
      `POST ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${header}Content-Length: ${body.length}\r\n\r\n${body}`,
    );

  it.each([
    'application/json',
    'Application/JSON; charset=utf-8',
    'application/vnd.api+json',
    'application/a+json;v=1',
  ])('reads %s', async (type) => {
    const answer = await post('/things', type, '{"title":"a"}');
    expect(answer.body).toEqual({ title: 'a' });
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/jwt',
    'application/jsonp',
    'json',
    'text/json',
  ])('answers 415 to %s', async (type) => {
    expectProblem(await post('/things', type, '{"title":"a"}'), 415, MEDIA_TYPE);
  });

  it('answers 415 to a body without a media type', async () => {
    expectProblem(await postUntyped('/things', '{"title":"a"}'), 415, MEDIA_TYPE);
  });

  it('answers 415 to a compressed body', async () => {
    const answer = await postUntyped(
      '/things',
      '{"title":"a"}',
      'Content-Type: application/json\r\nContent-Encoding: gzip\r\n',
    );
    expectProblem(answer, 415, MEDIA_TYPE);
  });

  it.each([
    ['', 'empty'],
    ['{"title":', 'not well-formed'],
    ['{"title":"s3cret', 'not well-formed'],
    ['{"title":"a","__proto__":{"x":1}}', 'prototype'],
    ['{"title":"a","constructor":{"prototype":{"x":1}}}', 'prototype'],
    [`${'['.repeat(33)}${']'.repeat(33)}`, 'deeper than 32'],
    [`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`, 'deeper than 32'],
    ['['.repeat(5000), 'deeper than 32'],
  ])('answers 400 to %.20s', async (body, reason) => {
    const answer = await post('/things', 'application/json', body);
    expectProblem(answer, 400, 'validation_failed');
    expect(answer.body.detail).toContain(reason);
    expect(answer.text).not.toContain('s3cret');
  });

  it('answers 400 to what is not UTF-8', async () => {
    const answer = await post('/things', 'application/json', Buffer.from('{"title":"\xff"}', 'latin1'));
    expectProblem(answer, 400, 'validation_failed');
  });

  it('answers 413 to a body over the limit, and can be asked again on the same connection', async () => {
    const body = `{"title":"${'a'.repeat(2_000_000)}"}`;
    expectProblem(await post('/things', 'application/json', body), 413, 'payload_too_large');
    const chunk = 'a'.repeat(120_000);
    const chunked = await sendRaw(
      harness.port,
      'POST /things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n' +
        `${chunk.length.toString(16)}\r\n${chunk}\r\n0\r\n\r\nGET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    );
    expect(chunked.status).toBe(413);
    expect(chunked.body).toContain('HTTP/1.1 404');
  });

  it('takes a body right at the limit', async () => {
    const padding = ' '.repeat(100 * 1024 - '{"title":"a"}'.length);
    expect((await post('/things', 'application/json', `{"title":"a"}${padding}`)).status).toBe(201);
  });

  it.each([
    'text/plain',
    'application/json',
    'application/jwt',
    'not a media type',
    'application/x-www-form-urlencoded',
  ])('hands the bytes of %s to a route that takes a raw body', async (type) => {
    const answer = await post('/raw', type, '{"as":  "sent"}');
    expect(answer.body).toEqual({ bytes: '{"as":  "sent"}' });
  });

  it('hands over raw bytes without a media type, and a missing body as none', async () => {
    expect(JSON.parse((await postUntyped('/raw', 'a.b.c')).body)).toEqual({ bytes: 'a.b.c' });
    expect(JSON.parse((await postUntyped('/raw', '')).body)).toEqual({ bytes: 'undefined' });
  });

  it("keeps to the raw route's own limit", async () => {
    expectProblem(await post('/raw', 'text/plain', 'a'.repeat(1_001)), 413, 'payload_too_large');
  });
});
