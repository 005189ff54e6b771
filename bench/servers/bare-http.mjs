/** The floor: node:http, a token looked up in a map, the answer of `GET /v1/identity`. */
import { createServer } from 'node:http';
import { IDENTITY, validToken } from '../fixtures.mjs';
import { announce } from './announce.mjs';

const known = new Map([[validToken('warm'), IDENTITY]]);

announce(
  createServer((request, response) => {
    const body = JSON.stringify(known.get(request.headers.authorization ?? ''));
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
    });
    response.end(body);
  }),
);
