import { readFileSync } from "node:fs";
import postgres from "postgres";
import { openHome, openSecrets } from "@/db/home";

const h = openHome("bench/.cache/home");
const s = openSecrets(h);
const r = JSON.parse(readFileSync("bench/.cache/home/run/postgres.json", "utf8"));
const c = postgres(`postgres://postgres:${s.postgresPassword}@127.0.0.1:${r.port}/bench_50000_200000_f742d48b07`, {
  max: 1,
  onnotice: () => {},
});
for (const x of await c`select pid, state, wait_event, extract(epoch from now()-query_start)::float as t, left(regexp_replace(query,'\s+',' ','g'),100) as q from pg_stat_activity where datname=current_database() and pid<>pg_backend_pid()`)
  console.log(x.pid, x.state, x.wait_event, x.t, x.q);
console.log(
  await c`select status, next_attempt_at <= now() as due, count(*) from communications where created_at > now() - interval '1 day' group by 1,2`,
);
console.log(await c`select sending_paused_at, id from organizations`);
console.log(await c`select outcome, ended_at is null as open, count(*) from delivery_attempts group by 1,2`);
await c.end();
