import { expect, it } from "vitest";
import { addressOf, isLocal } from "./local";

const asked = (peer: string, forwarded?: string) =>
  new Headers({ "x-touchline-peer": peer, ...(forwarded === undefined ? {} : { "x-forwarded-for": forwarded }) });

it.each([
  ["8.8.8.8", "127.0.0.1", "8.8.8.8", false],
  ["8.8.8.8", undefined, "8.8.8.8", false],
  ["127.0.0.1", "127.0.0.1", "127.0.0.1", true],
  ["::1", "::1", "::1", true],
  ["::ffff:127.0.0.1", undefined, "::ffff:127.0.0.1", true],
  ["127.0.0.1", "127.0.0.1, 8.8.8.8", "8.8.8.8", false],
  ["10.0.0.7", "1.2.3.4, 8.8.8.8", "8.8.8.8", false],
  ["10.0.0.7", "127.0.0.1", "127.0.0.1", false],
  ["172.32.0.1", "127.0.0.1", "172.32.0.1", false],
])("a connection from %s forwarded for %s is %s, on this machine: %s", (peer, forwarded, address, local) => {
  expect(addressOf(asked(peer, forwarded))).toBe(address);
  expect(isLocal(asked(peer, forwarded))).toBe(local);
});
