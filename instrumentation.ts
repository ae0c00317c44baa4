/** Hooks of the server's life, nothing else: what runs beside requests is the worker's. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { refuseUnsafeRoles } = await import("@/lib/core/role-check");
  const { closeStreams } = await import("@/lib/live/open-streams");
  process.once("SIGTERM", closeStreams);
  process.once("SIGINT", closeStreams);
  await refuseUnsafeRoles((reason) => {
    process.stderr.write(`${reason}\n`);
    process.exit(1);
  });
}
