export const dynamic = "force-dynamic";

/** 200 while this program answers at all, whatever the database does. */
export const GET = () => Response.json({ status: "ok" }, { headers: { "Cache-Control": "no-store" } });
