/** Sends JSON and reads the JSON of the answer. @throws when its status is no success */
export async function ask(origin, method, path, body) {
  const answer = await fetch(`${origin}${path}`, {
    method,
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
  return answer.json();
}
