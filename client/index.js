import createClient from 'openapi-fetch';

export function createLiftgateClient(options) {
  return createClient(options);
}

export function isProblem(value) {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof value.type === 'string' &&
    typeof value.title === 'string' &&
    typeof value.status === 'number' &&
    typeof value.code === 'string'
  );
}
