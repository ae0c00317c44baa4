import { join } from "node:path";
import { openHome } from "@/db/home";
import { loadDotEnv } from "@/scripts/supervisor/database";
import { supervise } from "@/scripts/supervisor/supervise";

/** `npm run dev`: as `npm start`, with Next.js compiling on demand. */
loadDotEnv();
const next = join("node_modules", "next", "dist", "bin", "next");
const code = await supervise(openHome(), {
  prepare: async () => {},
  launch: (env, port, host) => ({
    command: process.execPath,
    args: [next, "dev", "--port", String(port), "--hostname", host],
    env: { ...env, NODE_ENV: "development" },
  }),
});
process.exit(code);
