import journal from "@/drizzle/meta/_journal.json";

/** The migrations this build was made with, by name: bundled, because the server's folder holds no SQL. */
export const expectedMigrations: readonly string[] = journal.entries.map((entry) => entry.tag);
