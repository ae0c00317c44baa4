import { randomUUID } from "node:crypto";
import type postgres from "postgres";

/** An organization of one's own, past the policies; its slug is its id. */
export async function newOrganization(admin: postgres.Sql): Promise<string> {
  const id = randomUUID();
  await admin`insert into organizations (id, slug, name) values (${id}, ${id}, 'Test')`;
  return id;
}
