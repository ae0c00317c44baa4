import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { freePort } from "@/db/embedded-server";

export type Product = { address: string; home: string; oauthPort: number; stop: () => Promise<void> };

/** The real thing, as `npm start` brings it up, in a home and at a port of its own. */
export async function startProduct(): Promise<Product> {
  const home = mkdtempSync(join(tmpdir(), "touchline-e2e-"));
  const port = await freePort();
  const oauthPort = await freePort();
  const own = { TOUCHLINE_HOME: home, PORT: String(port), TOUCHLINE_RATE_LIMIT: "off", ...signInAt(oauthPort) };
  const env = { ...process.env, ...own };
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/up.ts"], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ready = new Promise<string>((found, failed) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const address = /^Touchline ready at (\S+)/.exec(line)?.[1];
      if (address) found(address);
    });
    child.once("exit", (code) =>
      failed(new Error(`Touchline did not start (exit ${code}); its logs are in ${home}/logs`)),
    );
  });
  const address = await ready;
  return {
    address,
    home,
    oauthPort,
    stop: async () => {
      const gone = child.exitCode === null ? once(child, "exit") : undefined;
      child.kill("SIGTERM");
      await gone;
      removeHome(home);
    },
  };
}

/** A provider of sign-ins that a journey may play at this port (db/testing/oauth-server). */
const signInAt = (port: number) => ({
  OAUTH_PROVIDERS: "trial",
  OAUTH_TRIAL_NAME: "Trial mail",
  OAUTH_TRIAL_CLIENT_ID: "touchline",
  OAUTH_TRIAL_CLIENT_SECRET: "a secret",
  OAUTH_TRIAL_AUTHORIZE_URL: `http://127.0.0.1:${port}/authorize`,
  OAUTH_TRIAL_TOKEN_URL: `http://127.0.0.1:${port}/token`,
  OAUTH_TRIAL_SCOPE: "openid email offline_access mail",
  OAUTH_TRIAL_SMTP: "smtps://127.0.0.1:9",
});

function removeHome(home: string): void {
  const { data_dir: tables } = JSON.parse(readFileSync(join(home, "run", "postgres.json"), "utf8"));
  rmSync(tables, { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
}
