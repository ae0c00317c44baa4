import postgres from "postgres";
import { encodeRequest, openConnection } from "@/scripts/bench/http-loop";
import type { BareParameter, HttpAsk } from "@/scripts/bench/operations";

/** A slice of load, told by the parent: so many clients, each asking again as soon as it has its answer. */
export type Slice =
  | (Pace & { kind: "http"; port: number; key: string; asks: HttpAsk[] })
  | (Pace & { kind: "sql"; url: string; text: string; parameters: BareParameter[][] });
/** It ends after so many seconds, or so many requests; `once`: or when each sample was asked. */
export type Pace = { clients: number; seconds: number; requests: number; once: boolean };
export type Loaded = { milliseconds: number[]; asked: number; seconds: number; refused?: string };

type Client = { ask: (nth: number) => Promise<string | null>; close: () => Promise<void> | void };

process.on("message", (slice: Slice) => {
  run(slice).then(
    (loaded) => process.send?.(loaded),
    (error) => process.send?.({ milliseconds: [], asked: 0, seconds: 0, refused: String(error) } satisfies Loaded),
  );
});

async function run(slice: Slice): Promise<Loaded> {
  const clients = await Promise.all(
    Array.from({ length: slice.clients }, () => (slice.kind === "http" ? openHttp(slice) : openSql(slice))),
  );
  const samples = slice.kind === "http" ? slice.asks.length : slice.parameters.length;
  const most = slice.once ? Math.min(samples, slice.requests) : slice.requests;
  const loaded: Loaded = { milliseconds: [], asked: 0, seconds: 0 };
  const began = performance.now();
  const ends = began + slice.seconds * 1000;
  const loop = async ({ ask }: Client) => {
    while (performance.now() < ends && loaded.asked < most && !loaded.refused) {
      const at = performance.now();
      const refused = await ask(loaded.asked++ % samples);
      loaded.milliseconds.push(performance.now() - at);
      if (refused) loaded.refused = refused;
    }
  };
  await Promise.all(clients.map(loop));
  loaded.seconds = (performance.now() - began) / 1000;
  await Promise.all(clients.map((client) => client.close()));
  return loaded;
}

async function openHttp({ port, key, asks }: Extract<Slice, { kind: "http" }>): Promise<Client> {
  const requests = asks.map((one) => encodeRequest(one, key));
  const connection = await openConnection(port);
  return {
    ask: async (nth) => {
      const answer = await connection.ask(requests[nth] ?? Buffer.alloc(0));
      return answer.status < 300 || (asks[nth]?.refused && answer.status === 409)
        ? null
        : `${asks[nth]?.method} ${asks[nth]?.path} → ${answer.status} ${answer.refused?.slice(0, 300)}`;
    },
    close: connection.close,
  };
}

async function openSql({ url, text, parameters }: Extract<Slice, { kind: "sql" }>): Promise<Client> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connection: { session_replication_role: "replica" } });
  await sql`select 1`;
  return {
    ask: async (nth) => {
      await sql.unsafe(text, [bareOrganization, ...(parameters[nth] ?? [])], { prepare: true });
      return null;
    },
    close: () => sql.end(),
  };
}

const bareOrganization = "00000000-0000-7000-8000-000000000001";
