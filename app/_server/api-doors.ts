/** Methods by name, as a route file exports them. */
export type Door = Partial<
  Record<
    string,
    (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response> | Response
  >
>;
export type Found = { file: string; params: Record<string, string> };

/** Each file is loaded once. One that could not be loaded is tried again: a machine short of handles for a moment loses no door for good. */
export function onceLoaded(load: (file: string) => Promise<Door>): (file: string) => Promise<Door> {
  const doors = new Map<string, Promise<Door>>();
  return (file) => {
    const known = doors.get(file);
    if (known) return known;
    const loading = load(file);
    doors.set(file, loading);
    loading.catch(() => doors.delete(file));
    return loading;
  };
}

type Branch = { file?: string; named: Map<string, Branch>; other?: { name: string; branch: Branch } };

/**
 * Which compiled route file answers a path. `routes` is what the build lists: { "/api/leads/[id]/route": "/api/leads/[id]" }.
 * A fixed part goes before a parameter, as Next.js has it; doors that take any rest of a path stay with Next.js.
 */
export function apiDoors(routes: Record<string, string>): (path: string) => Found | null {
  const root: Branch = { named: new Map() };
  for (const [file, path] of Object.entries(routes)) {
    if (file.endsWith("/route") && path.startsWith("/api/") && !path.includes("[...")) plant(root, path, file);
  }
  return (path) => {
    const values: string[] = [];
    const found = follow(root, path.slice(1).split("/"), 0, values);
    return found === null ? null : nameParams(found, values);
  };
}

function plant(root: Branch, path: string, file: string): void {
  let branch = root;
  for (const part of path.slice(1).split("/")) {
    const name = /^\[(\w+)\]$/.exec(part)?.[1];
    let next = name === undefined ? branch.named.get(part) : branch.other?.branch;
    if (!next) {
      next = { named: new Map() };
      if (name === undefined) branch.named.set(part, next);
      else branch.other = { name, branch: next };
    }
    branch = next;
  }
  branch.file = file;
}

function follow(branch: Branch, parts: string[], at: number, values: string[]): string | null {
  const part = parts[at];
  if (part === undefined) return branch.file ?? null;
  const named = branch.named.get(part);
  const found = named ? follow(named, parts, at + 1, values) : null;
  if (found !== null || !branch.other || part === "") return found;
  values.push(part);
  const deeper = follow(branch.other.branch, parts, at + 1, values);
  if (deeper === null) values.pop();
  return deeper;
}

function nameParams(file: string, values: string[]): Found {
  const names = [...file.matchAll(/\[(\w+)\]/g)].map((one) => one[1] ?? "");
  return { file, params: Object.fromEntries(names.map((name, nth) => [name, readPart(values[nth] ?? "")])) };
}

/** What is no UTF-8 stands as it came: no id is written so, and the door says that nothing is there. */
const readPart = (part: string): string => textOf(part) ?? part;

/** A part of a path without its percent signs; null for what is no UTF-8, to which Next.js has no answer but that it broke. */
export function textOf(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
