import postgres from "postgres";
import { createTransport } from "smtp-mailer";

/**
 * What one would write by hand: nodemailer with its pool, and two statements per message on a table without an organization, a check or
 * an index beside its key. Begins when its parent says so, and ends when nothing waits.
 */
const [database = "", mail = ""] = process.argv.slice(2);
const lanes = 6;
const sql = postgres(database, { max: lanes, onnotice: () => {} });
const { hostname: host, port } = new URL(mail);
const transport = createTransport({ pool: true, maxConnections: lanes, host, port: Number(port), ignoreTLS: true });

type Row = { id: string; to_address: string; subject: string; body: string };

async function lane(): Promise<void> {
  for (;;) {
    const [message] = await sql<Row[]>`
      update bench.raw_messages set status = 'sending' where id = (
        select id from bench.raw_messages where status = 'queued' limit 1 for update skip locked)
      returning id, to_address, subject, body`;
    if (!message) return;
    const { id, to_address: to, subject, body: text } = message;
    const { response } = await transport.sendMail({
      from: "raw@sender.example",
      to,
      subject,
      text,
      messageId: `<${id}@raw>`,
    });
    await sql`update bench.raw_messages set status = 'sent', response = ${response}, sent_at = now() where id = ${id}`;
  }
}

process.once("message", async () => {
  await Promise.all(Array.from({ length: lanes }, lane));
  transport.close();
  await sql.end();
  process.send?.("done");
});
process.send?.("ready");
