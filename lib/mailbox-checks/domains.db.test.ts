import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { type DnsServer, startDnsServer } from "@/db/testing/dns-server";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { read } from "@/lib/core/read";
import { addMailbox } from "@/lib/mailboxes/add-mailbox";
import { checkSendingDomain } from "./check-sending-domain";
import { listSendingDomains } from "./queries";

await testDatabase();
vi.stubEnv("TOUCHLINE_ENCRYPTION_KEY", Buffer.alloc(32, 7).toString("base64"));
const dns: DnsServer = await startDnsServer();
vi.stubEnv("TOUCHLINE_DNS", dns.address);
afterAll(async () => {
  vi.unstubAllEnvs();
  await dns.stop();
});

let org: MintedOrganization;
beforeEach(async () => {
  dns.names.clear();
  org = await mintOrganization();
  const smtp = { host: "smtp.us.example", port: 465, username: "rep1", password: "hunter two" };
  await addMailbox(org.rep1, { address: "rep1@us.example", smtp });
});

const states = async (more: object = {}) => {
  const { records } = await checkSendingDomain(org.rep1, { domain: "US.example", ...more });
  return Object.fromEntries(records.map((one) => [one.what, one.state]));
};
const key = `v=DKIM1; k=rsa; p=${"A".repeat(400)}`;

test("what stands in the name servers is found, kept and shown, with what to put where nothing stands", async () => {
  dns.names.set("us.example", ["v=spf1 mx ~all", "another=text"]);
  dns.names.set("own._domainkey.us.example", [key]);
  expect(await states()).toEqual({ spf: "good", dkim: "missing", dmarc: "missing", one_click: "wrong" });
  expect(await states({ selector: "own" })).toMatchObject({ dkim: "good" });
  const [domain] = await read(org.rep1, "mailboxes:read", listSendingDomains);
  expect(domain).toMatchObject({ domain: "us.example", addresses: ["rep1@us.example"], found: { selector: "own" } });
  const dmarc = domain?.found?.records.find((one) => one.what === "dmarc");
  expect(dmarc).toMatchObject({ name: "_dmarc.us.example", found: [], put: expect.stringContaining("p=none") });
  expect(domain?.found?.records.find((one) => one.what === "dkim")?.found).toEqual([key]);
});

test("what receivers will not make sense of is said, with what to do: one by one as it is mended", async () => {
  const spf = async () => (await checkSendingDomain(org.rep1, { domain: "us.example" })).records[0];
  dns.names.set("us.example", ["v=spf1 mx -all", "v=spf1 include:_spf.one.example -all"]);
  expect(await spf()).toMatchObject({ state: "wrong", put: "v=spf1 mx ~all" });
  dns.names.set("us.example", ["v=spf1 mx include:_spf.one.example ~all"]);
  expect(await spf()).toMatchObject({ state: "wrong", words: expect.stringContaining("_spf.one.example") });
  dns.names.set("_spf.one.example", ["v=spf1 a a:b.one.example include:_spf.two.example ~all"]);
  dns.names.set("_spf.two.example", [
    `v=spf1 ${[1, 2, 3, 4, 5, 6].map((nth) => `a:h${nth}.two.example`).join(" ")} ~all`,
  ]);
  expect(await spf()).toMatchObject({ state: "wrong", words: expect.stringContaining("this one needs 11") });
  dns.names.set("_spf.two.example", ["v=spf1 ip4:192.0.2.1 ~all"]);
  expect(await spf()).toMatchObject({ state: "good" });
  dns.names.set("_spf.two.example", null);
  expect(await spf()).toMatchObject({ state: "good" });
});

test("a key that was withdrawn, and the policy of the domain above", async () => {
  await addMailbox(org.rep1, { address: "rep1@news.us.example", smtp: { host: "smtp.us.example", port: 465 } });
  dns.names.set("s1._domainkey.news.us.example", ["v=DKIM1; k=rsa; p="]);
  dns.names.set("_dmarc.us.example", ["v=DMARC1; p=quarantine; sp=none"]);
  const { records } = await checkSendingDomain(org.rep1, { domain: "news.us.example" });
  expect(records.find((one) => one.what === "dkim")).toMatchObject({ state: "wrong", found: ["v=DKIM1; k=rsa; p="] });
  expect(records.find((one) => one.what === "dmarc")).toMatchObject({ state: "good", name: "_dmarc.us.example" });
});

test("a name server that is silent or broken is an answer of its own, and holds nobody up", async () => {
  dns.names.set("us.example", "broken");
  dns.names.set("_dmarc.us.example", null);
  dns.names.set("s1._domainkey.us.example", [key]);
  expect(await states()).toMatchObject({ spf: "unknown", dmarc: "unknown", dkim: "good" });
});

test("only what the organization sends from is looked up", async () => {
  const other = await mintOrganization();
  dns.asked.length = 0;
  await expect(checkSendingDomain(other.admin, { domain: "us.example" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(checkSendingDomain(org.rep1, { domain: "inside.example" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(checkSendingDomain(org.rep1, { domain: "us.example", selector: "a b" })).rejects.toMatchObject({
    code: "INVALID",
  });
  expect(dns.asked).toEqual([]);
});
