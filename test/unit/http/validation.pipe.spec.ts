import request from 'supertest';
import { expectProblem, type Harness, startHarness } from './http.harness';

describe('DtoValidationPipe', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness();
  });
  afterAll(() => harness.close());

  it.each([
    [{}, ['/title']],
    [{ title: 5 }, ['/title']],
    [{ title: ['s3cret'] }, ['/title']],
    [{ title: { s3cret: 1 } }, ['/title']],
    [{ title: 's3cret that is too long' }, ['/title']],
    [{ title: 'a', 'x/y~z': 's3cret' }, ['/x~1y~0z']],
    [{ title: 'a', constructor: 's3cret', toString: 1 }, ['/constructor', '/toString']],
    [{ title: 'a', nested: { name: 'b', valueOf: 's3cret' } }, ['/nested/valueOf']],
    [{ title: 'a', nested: { name: 5 } }, ['/nested/name']],
    [{ title: 'a', nested: { name: ['s3cret'] } }, ['/nested/name']],
    [{ title: 'a', nested: { name: 'b', s3cre: 1 } }, ['/nested/s3cre']],
    [{ title: 'a', nested: [{ name: 'b' }] }, ['/nested']],
    [{ title: 'a', nested: 's3cret' }, ['/nested']],
    [[{ title: 'a' }], ['']],
    [[], ['']],
  ])('refuses %j, pointing at %j', async (body, pointers) => {
    const answer = await request(harness.origin).post('/things').send(body);
    expectProblem(answer, 400, 'validation_failed');
    const errors: { pointer: string; detail: string }[] = answer.body.errors;
    expect(errors.map(({ pointer }) => pointer)).toEqual(pointers);
    expect(answer.text).not.toContain('s3cret');
  });

  it.each(['null', '5', '"text"', 'true'])('refuses the JSON value %s', async (body) => {
    const answer = await request(harness.origin).post('/things').set('content-type', 'application/json').send(body);
    expectProblem(answer, 400, 'validation_failed');
    expect(answer.body.errors).toEqual([{ pointer: '', detail: 'must be an object' }]);
  });

  it('refuses a missing body for what it lacks', async () => {
    const answer = await request(harness.origin).post('/things');
    expect(answer.body.errors).toMatchObject([{ pointer: '/title' }]);
  });

  it.each([
    'limit=1&limit=2',
    'limit=1&limit=1',
    'limit[]=1',
    'limit=x',
    'limit=1.5',
    'unknown=1',
    'constructor=1',
    '__proto__=1',
  ])('refuses the query %s', async (query) => {
    const answer = await request(harness.origin).get(`/things?${query}`);
    expectProblem(answer, 400, 'validation_failed');
    expect(answer.body.errors).toHaveLength(1);
  });

  it('lets through what is declared, converted as declared', async () => {
    expect((await request(harness.origin).get('/things?limit=5')).body).toEqual({ limit: 5 });
    expect((await request(harness.origin).get('/things')).body).toEqual({});
    const thing = { title: 'a', nested: { name: 'b' } };
    expect((await request(harness.origin).post('/things').send(thing)).body).toEqual(thing);
  });

  it('bounds its own answer', async () => {
    const unknown = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`field${index}`, 1]));
    const many = await request(harness.origin)
      .post('/things')
      .send({ title: 'a', ...unknown });
    expect(many.body.errors).toHaveLength(32);
    const long = await request(harness.origin)
      .post('/things')
      .send({ title: 'a', ['x'.repeat(90_000)]: 1 });
    expect(long.text.length).toBeLessThan(1_000);
  });
});
