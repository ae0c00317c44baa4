import { openHome } from "@/db/home";
import { buildIfStale, serverFile } from "@/scripts/supervisor/build";
import { loadDotEnv } from "@/scripts/supervisor/database";
import { supervise } from "@/scripts/supervisor/supervise";

/** `npm start`: everything, from nothing, until a signal. */
loadDotEnv();
const code = await supervise(openHome(), {
  prepare: buildIfStale,
  launch: (env, port, host) => ({
    command: process.execPath,
    args: [serverFile()],
    env: { ...env, PORT: String(port), HOSTNAME: host },
  }),
});
process.exit(code);
