// Registered by name: the server and the routes are bundles of their own, and each has its own copy of this file.
const text = Symbol.for("touchline.wholeBody");

/** A response whose body is this text: whoever sends it need not read it back out of a stream. */
export const wholeResponse = (body: string, init: ResponseInit): Response =>
  Object.assign(new Response(body, init), { [text]: body });

export function wholeBodyOf(response: Response & { [text]?: unknown }): string | undefined {
  const body = response[text];
  return typeof body === "string" ? body : undefined;
}
