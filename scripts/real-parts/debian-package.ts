import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";

/**
 * The program out of Debian's package, installed when it is not there; says plainly when it cannot be had. The package's own service
 * and cluster are never started: tests run their own on loopback.
 */
export function requireProgram(program: string, packageName: string): string {
  if (existsSync(program)) return program;
  if (process.getuid?.() !== 0) {
    throw new Error(
      `${program} is not here, and only root may install it: apt-get install ${packageName}, then run this again`,
    );
  }
  console.error(`Installing Debian's ${packageName} ...`);
  withoutServices(() =>
    execFileSync(
      "apt-get",
      ["-o", "DPkg::Lock::Timeout=120", "install", "-y", "--no-install-recommends", packageName],
      { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } },
    ),
  );
  if (!existsSync(program)) throw new Error(`Debian's ${packageName} is installed but brought no ${program}`);
  return program;
}

const policy = "/usr/sbin/policy-rc.d";
const clusterConf = "/etc/postgresql-common/createcluster.conf";

// Both are Debian's own ways to say so: no service is started, no cluster is made.
function withoutServices(install: () => void): void {
  if (!existsSync(clusterConf)) {
    mkdirSync("/etc/postgresql-common", { recursive: true });
    writeFileSync(clusterConf, "create_main_cluster = false\n");
  }
  const ours = !existsSync(policy);
  if (ours) writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    install();
  } finally {
    if (ours) rmSync(policy);
  }
}
