import { hash, verify } from "@node-rs/argon2";

// argon2id (the package's default) with the costs OWASP names: 19 MiB, two passes, one lane.
const costs = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Argon2id; letters that look the same are the same (NFKC). */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize("NFKC"), costs);

/** The same time whether there is a hash or not, so that the clock does not tell who exists. */
export async function matchesPassword(password: string, stored: string | null | undefined): Promise<boolean> {
  const matches = await verify(stored ?? (await nobodysHash()), password.normalize("NFKC"));
  return matches && Boolean(stored);
}

let nobody: Promise<string> | undefined;
const nobodysHash = () => (nobody ??= hashPassword(crypto.randomUUID()));
