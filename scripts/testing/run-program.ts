import { spawn } from "node:child_process";
import { once } from "node:events";

/** Runs a program with its words on our terminal; resolves to its exit code, 1 when a signal ended it. */
export async function runProgram(
  command: string,
  args: string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  const child = spawn(command, args, { stdio: "inherit", env });
  const [code] = await once(child, "exit");
  return code ?? 1;
}

export function runNode(args: string[], env?: NodeJS.ProcessEnv): Promise<number> {
  return runProgram(process.execPath, args, env);
}
