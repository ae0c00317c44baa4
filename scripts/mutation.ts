import { namedTests } from "@/scripts/mutation-tests";

/** A guarantee, the SQL that takes it away, the tests that must notice, and words of the one that is meant for it. */
export type Mutation = { guarantee: string; sql: string; tests: string[]; named?: string };

/** A mutation with the words of the test meant for it. */
export const weaken = (guarantee: string, sql: string, tests: string[]): Mutation => ({
  guarantee,
  sql,
  tests,
  named: namedTests[guarantee],
});
export const noLock = (name: string, args: string) =>
  `create or replace function ${name}(${args}) returns void language sql as ''`;

// The function as it stands, with one piece of its text replaced; fails when the piece is not there.
export function replaceInside(name: string, piece: string, by: string): string {
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
  return `do $mutation$ declare source text := pg_get_functiondef('${name}'::regprocedure); begin
    if position(${quoted(piece)} in source) = 0 then raise exception 'nothing to replace in ${name}'; end if;
    execute replace(source, ${quoted(piece)}, ${quoted(by)}); end $mutation$`;
}
