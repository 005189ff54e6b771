import { once } from 'node:events';
import { createServer } from 'node:net';
import { freePort } from './free-port.mjs';

/** The port that the variable names, or the usual one. @throws when it is no port, or is taken */
export async function portOf(variable, usual, owner) {
  const text = process.env[variable] || String(usual);
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) throw new Error(`${variable}: expected a port from 1 to 65535`);
  if (await isFree(port)) return port;
  throw new Error(`Port ${port}, meant for ${owner}, is taken. Stop what uses it, or set ${variable} to another port.`);
}

/** The same, but any free port where the usual one is taken: another demo may have it. */
export async function portOrAny(variable, usual, owner) {
  return process.env[variable] || (await isFree(usual)) ? portOf(variable, usual, owner) : freePort();
}

async function isFree(port) {
  const probe = createServer();
  try {
    probe.listen(port, '127.0.0.1');
    await once(probe, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    probe.close();
  }
}
