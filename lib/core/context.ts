import type { Role } from "./permissions";

export type Actor = {
  userId: string;
  name: string;
  role: Role;
  via: "web" | "api" | "job" | "import" | "script";
  /** what an API key is limited to; empty: everything the user may */
  scopes: string[];
  /** whose leads this person may see, by user id; null or left out: everybody's */
  sees?: string[] | null;
};

/** A POST that may be repeated: the stored answer is found by these four. */
export type Idempotency = { principal: string; route: string; key: string; bodyHash: string };

/** Who asks, in which organization, at which moment. Made by a door, never by a room. */
export type Context = {
  orgId: string;
  timezone: string;
  defaultRegion: string;
  actor: Actor;
  now: Date;
  requestId: string;
  ip?: string;
  userAgent?: string;
  idempotency?: Idempotency;
};
