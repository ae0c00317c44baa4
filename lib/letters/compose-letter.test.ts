import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { composeLetter } from "./compose-letter";
import type { Claimed } from "./schema";

const orgId = "0190a000-0000-7000-8000-00000000000a";
const letter: Claimed = {
  ...{ id: "0190a000-0000-7000-8000-000000000001", number: 1, transport: "smtp", mailbox: null },
  ...{ message_id: "<1@x>", in_reply_to: null, references: [], tracking: false, files: [] },
  from: { name: "Rep", address: "rep@acme.example" },
  to: { name: "Doe", address: "doe@acme.example" },
  ...{ subject: "Hi", text: "Hi", html: "<p>Hi</p>", source: "sequence" },
  ...{ organization: "Acme", postal_address: "1 Main St" },
};
const box = { id: "0190a000-0000-7000-8000-00000000000b", version: 1 };

beforeEach(() => {
  vi.stubEnv("TOUCHLINE_HASH_KEY", "a key of the tests alone");
  for (const name of ["TOUCHLINE_URL", "SMTP_URL", "RESEND_URL", "TOUCHLINE_PRIVATE_HOSTS"]) vi.stubEnv(name, "");
});
afterEach(() => vi.unstubAllEnvs());

describe("an automatic email", () => {
  const ways: [string, Partial<Claimed>, Record<string, string>][] = [
    ["a server of the internet", {}, { SMTP_URL: "smtp://mail.acme.example:587" }],
    ["somebody's mailbox", { mailbox: box }, {}],
    ["Resend", { transport: "resend", mailbox: box }, {}],
  ];

  it.each(ways)("waits before it leaves by %s with a way out that leads nowhere", async (_, way, env) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const refused = { code: "UNAVAILABLE", detail: expect.stringContaining("TOUCHLINE_URL") };
    await expect(composeLetter({ ...letter, ...way }, orgId)).rejects.toMatchObject(refused);
    vi.stubEnv("TOUCHLINE_URL", "http://localhost:3000");
    await expect(composeLetter({ ...letter, ...way }, orgId)).rejects.toMatchObject(refused);
    vi.stubEnv("TOUCHLINE_URL", "https://crm.acme.example");
    const { raw } = await composeLetter({ ...letter, ...way }, orgId);
    expect(raw.toString()).toMatch(/^List-Unsubscribe: <https:\/\/crm\.acme\.example\/u\//m);
    // What a person wrote carries no such link.
    vi.stubEnv("TOUCHLINE_URL", "");
    await composeLetter({ ...letter, ...way, source: "composer" }, orgId);
  });

  it("is captured, or sent to a server of this very machine, without", async () => {
    await composeLetter({ ...letter, transport: "captured" }, orgId);
    vi.stubEnv("SMTP_URL", "smtp://127.0.0.1:2525");
    await composeLetter(letter, orgId);
  });
});
