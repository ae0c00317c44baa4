import { randomBytes, randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSecrets, sealSecrets } from "./seal-secrets";

const key = () => randomBytes(32).toString("base64");
beforeEach(() => {
  process.env.TOUCHLINE_ENCRYPTION_KEY = key();
});
afterEach(() => {
  delete process.env.TOUCHLINE_ENCRYPTION_KEY;
});

const whose = { orgId: randomUUID(), id: randomUUID() };
const secrets = { smtp_password: "correct horse", imap_password: "пароль" };

test("what was sealed opens again, and shows neither the password nor twice the same bytes", () => {
  const sealed = sealSecrets(secrets, whose);
  expect(openSecrets(sealed, whose)).toEqual(secrets);
  expect(sealed.includes("correct horse")).toBe(false);
  expect(sealSecrets(secrets, whose).equals(sealed)).toBe(false);
  expect(openSecrets(null, whose)).toEqual({});
});

test("opens for no other mailbox, no other organization, and not with another key", () => {
  const sealed = sealSecrets(secrets, whose);
  expect(() => openSecrets(sealed, { ...whose, id: randomUUID() })).toThrow("Enter it again");
  expect(() => openSecrets(sealed, { ...whose, orgId: randomUUID() })).toThrow("Enter it again");
  process.env.TOUCHLINE_ENCRYPTION_KEY = key();
  expect(() => openSecrets(sealed, whose)).toThrow("Enter it again");
  delete process.env.TOUCHLINE_ENCRYPTION_KEY;
  expect(() => openSecrets(sealed, whose)).toThrow("secrets.json");
});

test("notices any byte that was changed", () => {
  const sealed = sealSecrets(secrets, whose);
  for (let nth = 0; nth < sealed.length; nth++) {
    const changed = Buffer.from(sealed);
    changed[nth] = (changed[nth] ?? 0) ^ 1;
    expect(() => openSecrets(changed, whose), `byte ${nth}`).toThrow();
  }
});
