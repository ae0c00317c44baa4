import { expect, it } from "vitest";
import { updateMailboxInputSchema } from "@/lib/mailboxes/schema";
import { readingIn, serverIn } from "./server-input";

const form = (fields: Record<string, string>) => {
  const given = new FormData();
  for (const [name, value] of Object.entries(fields)) given.set(name, value);
  return given;
};
const smtp = { "smtp.host": " smtp.acme.example ", "smtp.port": "587", "smtp.security": "starttls" };

it("keeps the password that is there when none is typed, and the address for a user name", () => {
  const server = serverIn(form({ ...smtp, "smtp.password": "" }), "smtp", "rep@acme.example");
  expect(server).toEqual({ host: "smtp.acme.example", port: 587, security: "starttls", username: "rep@acme.example" });
  const id = "0190a000-0000-7000-8000-000000000001";
  expect(updateMailboxInputSchema.safeParse({ mailbox_id: id, smtp: server, imap: null }).success).toBe(true);
});

it("takes a password as it was typed, spaces and all, and no server for reading where none is named", () => {
  expect(serverIn(form({ ...smtp, "smtp.password": " ab cd " }), "smtp", "")).toMatchObject({ password: " ab cd " });
  expect(readingIn(form({ "imap.host": " ", "imap.port": "993" }), "rep@acme.example")).toBeNull();
});
