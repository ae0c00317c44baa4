/** Hooks of the server's life, nothing else: what runs beside requests is the worker's. */
export async function register(): Promise<void> {
  // This form, not an early return: only so does the build leave the import out of the edge bundle.
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { beginServing } = await import("@/lib/live/server-life");
    await beginServing();
    const { serveApi } = await import("@/app/_server/api-server");
    serveApi();
  }
}
