import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

export type Home = { root: string; run: string; logs: string; mail: string; uploads: string; secrets: string };

/** Everything that must not lie in the database. Made once; a key that is missing (older home) is added. */
export type Secrets = {
  postgresPassword: string;
  ownerPassword: string;
  appPassword: string;
  systemPassword: string;
  jobsPassword: string;
  /** NEXTAUTH_SECRET */
  authSecret: string;
  /** encrypts tokens at rest; 32 bytes as base64 */
  encryptionKey: string;
  /** keyed hash of erased addresses; 32 bytes as base64 */
  hashKey: string;
};

/** The folder of one running Touchline: `TOUCHLINE_HOME`, default `.touchline` in the project. */
export function openHome(root = process.env.TOUCHLINE_HOME || ".touchline"): Home {
  const base = resolve(root);
  const home: Home = {
    root: base,
    run: join(base, "run"),
    logs: join(base, "logs"),
    mail: join(base, "mail"),
    uploads: join(base, "uploads"),
    secrets: join(base, "secrets.json"),
  };
  mkdirSync(home.run, { recursive: true });
  for (const folder of [home.logs, home.mail, home.uploads]) mkdirSync(folder, { recursive: true, mode: 0o750 });
  return home;
}

export function openSecrets(home: Home): Secrets {
  const found = readSecrets(home);
  const secrets: Secrets = { ...newSecrets(), ...found };
  if (found && Object.keys(secrets).every((key) => key in found)) return secrets;
  const text = `${JSON.stringify(secrets, null, 2)}\n`;
  if (found) writeByRename(home.secrets, text, 0o600);
  else writeOnce(home.secrets, text);
  return { ...secrets, ...readSecrets(home) };
}

/** Readers see the old file or the new one, never half of it. */
export function writeByRename(file: string, text: string, mode = 0o644): void {
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, text, { mode });
  chmodSync(draft, mode);
  renameSync(draft, file);
}

function readSecrets(home: Home): Partial<Secrets> | undefined {
  if (!existsSync(home.secrets)) return undefined;
  chmodSync(home.secrets, 0o600);
  return JSON.parse(readFileSync(home.secrets, "utf8"));
}

function newSecrets(): Secrets {
  const word = () => randomBytes(24).toString("base64url");
  const key = () => randomBytes(32).toString("base64");
  return {
    postgresPassword: word(),
    ownerPassword: word(),
    appPassword: word(),
    systemPassword: word(),
    jobsPassword: word(),
    authSecret: key(),
    encryptionKey: key(),
    hashKey: key(),
  };
}

// Two first starts at once must end with the same secrets: link() is the one atomic "create unless there".
function writeOnce(file: string, text: string): void {
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, text, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
