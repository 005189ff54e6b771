/**
 * Listens on a free port of the loopback and prints it, as `processes.mjs` waits for.
 *
 * @param {import('node:net').Server} server
 */
export function announce(server) {
  server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
    console.log(`listening on ${server.address().port}`);
  });
}
