import { type AddressInfo, createServer, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { type ScriptedSmtp, startScriptedSmtp } from "@/db/testing/scripted-smtp";
import { composeMail } from "./compose-mail";
import { openSmtpLine, type SmtpTimes, smtpServerOf } from "./open-smtp-line";
import type { Outcome } from "./rules";

/** Long enough for a busy machine, and short where a server is silent on purpose. */
const patient: SmtpTimes = { connectMs: 20_000, greetingMs: 20_000, silenceMs: 20_000 };
const hurried: SmtpTimes = { connectMs: 20_000, greetingMs: 500, silenceMs: 500 };
vi.setConfig({ testTimeout: 60_000 });
let server: ScriptedSmtp;
beforeAll(async () => {
  server = await startScriptedSmtp();
});
afterAll(() => server.stop());
afterEach(() => server.script(() => null));

let nth = 0;
const letter = ({ from = "rep@sender.example", to = "doe@acme.example" } = {}) =>
  composeMail({
    id: "0190a000-0000-7000-8000-000000000001",
    messageId: `<${++nth}@touchline.invalid>`,
    from: { name: "Rep", address: from },
    to: { name: "Doe", address: to },
    subject: "Hello",
    text: "A text\n.with a dot\n",
    date: new Date(),
  });

async function send(begin = async () => true, times = patient): Promise<{ outcome: Outcome; arrived: number }> {
  const one = await letter();
  const line = openSmtpLine(smtpServerOf(server.url), times);
  const outcome = await line.send(one, begin);
  line.close();
  return { outcome, arrived: server.received.get(one.messageId) ?? 0 };
}

test("250 is sent, with the text as it was, dots and all", async () => {
  const { outcome, arrived } = await send();
  expect(outcome.kind).toBe("sent");
  expect(arrived).toBe(1);
  expect([...server.texts.values()].at(-1)).toContain("\r\n.with a dot\r\n");
});

describe("each reply code, to each command of the message, is told apart", () => {
  const later = [421, 450, 451, 452, 454, 455, 471];
  const rejected = [500, 501, 502, 503, 504, 521, 530, 541, 550, 551, 552, 553, 554, 555, 556];
  const all = [
    ...later.map((code) => [code, "later"] as const),
    ...rejected.map((code) => [code, "rejected"] as const),
  ];
  // 530 to MAIL FROM wants a sign-in first (RFC 4954, 6): it is about us, and not about the message.
  const meant = (at: string, code: number, kind: string) => (at === "mail" && code === 530 ? "later" : kind);
  test.each(
    all.flatMap(([code, kind]) =>
      (["mail", "rcpt", "dot"] as const).map((at) => [at, code, meant(at, code, kind)] as const),
    ),
  )("%s %i: %s", async (at, code, kind) => {
    server.script((who) => ((at === "mail") === who.startsWith("rep") ? { at, code } : null));
    const { outcome, arrived } = await send();
    expect(outcome).toMatchObject({ kind, response: expect.stringContaining(String(code)) });
    expect(arrived).toBe(0);
  });
});

test.each([
  ["cut after the final dot, taken", { at: "dot", cut: "reply", keep: true }, 1],
  ["cut after the final dot, lost", { at: "dot", cut: "reply", keep: false }, 0],
  ["cut within the text", { at: "text", cut: "text" }, 0],
  ["nonsense after the final dot", { at: "dot", say: "what a lovely day", keep: true }, 1],
  ["half an answer, then silence", { at: "dot", say: "2", keep: true }, 1],
  ["no answer in time", { at: "dot", waitMs: 60_000 }, 0],
] as const)("%s: nobody here can say", async (_, manner, arrived) => {
  server.script((who) => (who.startsWith("doe") ? manner : null));
  // Short only where nothing more comes: everything before it is answered at once, but by a busy machine.
  const silent = "say" in manner || "waitMs" in manner;
  const sent = await send(undefined, silent ? { ...hurried, silenceMs: 2000 } : patient);
  // "2" is an answer that begins with a two: nodemailer takes it for yes.
  expect(sent.outcome.kind).toBe("say" in manner && manner.say === "2" ? "sent" : "unknown");
  expect(sent.arrived).toBe(arrived);
});

test("an answer to the text is waited for longer than one to a command, for who stops waiting knows nothing", async () => {
  server.script((who) => (who.startsWith("doe") ? { at: "dot", waitMs: 3000 } : null));
  const { outcome, arrived } = await send(undefined, { ...hurried, silenceMs: 2000, answerMs: 20_000 });
  expect([outcome.kind, arrived]).toEqual(["sent", 1]);
});

test.each([
  ["nobody listens", 1],
  ["refuses everybody", 554],
  ["says that it is busy", 421],
  ["says nothing at all", 0],
  ["talks nonsense", -1],
])("a server that %s has refused no message: it is tried again later", async (_, greeting) => {
  const other = createServer((socket) => {
    socket.on("error", () => {});
    if (greeting < 0) socket.write("HTTP/1.1 400 Bad Request\r\n\r\n");
    else if (greeting > 1) socket.end(`${greeting} not now\r\n`);
  });
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as { port: number };
  if (greeting === 1) other.close();
  const line = openSmtpLine(smtpServerOf(`smtp://127.0.0.1:${port}`), hurried);
  let asked = 0;
  const outcome = await line.send(await letter(), async () => ++asked > 0);
  expect([outcome.kind, asked]).toEqual(["later", 0]);
  line.close();
  other.close();
});

/** A server that knows no UTF-8 in its commands, and says something every 50 ms instead of an answer to some of them. */
async function startPlain(drips: RegExp | null = null): Promise<{ port: number; said: string[]; stop: () => void }> {
  const said: string[] = [];
  const sockets = new Set<Socket>();
  const plain = createServer((socket) => {
    sockets.add(socket);
    let [buffer, inText] = ["", false];
    const answer = (line: string) => {
      if (!drips?.test(line)) return socket.write(line === "DATA" ? "354 go on\r\n" : "250 fine\r\n");
      const timer = setInterval(() => (socket.writable ? socket.write("250-wait\r\n") : clearInterval(timer)), 50);
    };
    socket.on("error", () => {});
    socket.write("220 plain\r\n");
    socket.on("data", (chunk) => {
      buffer += chunk.toString("utf8");
      for (let end = buffer.indexOf("\r\n"); end >= 0; end = buffer.indexOf("\r\n")) {
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        if (inText && line !== ".") continue;
        said.push(line);
        inText = line === "DATA";
        answer(line);
      }
    });
  });
  await new Promise<void>((resolve) => plain.listen(0, "127.0.0.1", resolve));
  const stop = () => {
    for (const socket of sockets) socket.destroy();
    plain.close();
  };
  return { port: (plain.address() as AddressInfo).port, said, stop };
}

const commands = (said: string[]) => said.filter((line) => /^(MAIL|RCPT)/.test(line));

test("a domain of other letters goes by its ASCII name, which every server knows", async () => {
  const plain = await startPlain();
  const line = openSmtpLine(smtpServerOf(`smtp://127.0.0.1:${plain.port}`), patient);
  const one = await letter({ from: "rep@sénder.example", to: "doe@bücher.example" });
  expect(await line.send(one, async () => true)).toMatchObject({ kind: "sent" });
  expect(commands(plain.said)).toEqual([
    "MAIL FROM:<rep@xn--snder-bsa.example>",
    "RCPT TO:<doe@xn--bcher-kva.example>",
  ]);
  line.close();
  plain.stop();
});

test("a name of other letters before the @ is not told to a server that cannot carry it, and the address is not to blame", async () => {
  const plain = await startPlain();
  const line = openSmtpLine(smtpServerOf(`smtp://127.0.0.1:${plain.port}`), patient);
  const outcome = await line.send(await letter({ to: "jürgen@acme.example" }), async () => true);
  expect(outcome).toEqual({ kind: "rejected", response: expect.stringContaining("jürgen@acme.example") });
  expect(commands(plain.said)).toEqual([]);
  line.close();
  plain.stop();
});

test.each([
  ["the sign-in", /^EHLO/, "later"],
  ["the recipient", /^RCPT/, "later"],
  ["the text", /^\.$/, "unknown"],
] as const)("a server that answers %s a word at a time for ever does not hold its lane", async (_, drips, kind) => {
  const plain = await startPlain(drips);
  const line = openSmtpLine(smtpServerOf(`smtp://127.0.0.1:${plain.port}`), { ...patient, wholeMs: 1500 });
  const outcome = await line.send(await letter(), async () => true);
  expect(outcome).toMatchObject({ kind, response: expect.stringContaining("too long") });
  line.close();
  plain.stop();
});

test("nothing of the text leaves when the right to send is gone, or cannot be asked for", async () => {
  expect(await send(async () => false)).toEqual({ outcome: { kind: "stopped", response: "" }, arrived: 0 });
  const failing = await send(() => Promise.reject(new Error("the database is away")));
  expect([failing.outcome.kind, failing.arrived]).toEqual(["later", 0]);
});

test("keeps one connection for many messages, and makes a new one after it was cut", async () => {
  const line = openSmtpLine(smtpServerOf(server.url), patient);
  const kinds: string[] = [];
  for (let count = 0; count < 60; count++) {
    server.script((who) => (count === 30 && who.startsWith("doe") ? { at: "text", cut: "text" } : null));
    kinds.push((await line.send(await letter(), async () => true)).kind);
  }
  line.close();
  expect(kinds.filter((kind) => kind === "sent")).toHaveLength(59);
  expect(kinds[30]).toBe("unknown");
});

test("an answer is kept without the password that was used", async () => {
  const line = openSmtpLine({ ...smtpServerOf(server.url), username: "rep", password: "hunter two" }, patient);
  const outcome = await line.send(await letter(), async () => true);
  expect(JSON.stringify(outcome)).not.toMatch(/hunter/);
  line.close();
});
