import { ask } from "./ask";

export const dynamic = "force-dynamic";

/** Fifty rows as a bare page would show them: what the browser's first row is compared with. */
// biome-ignore lint/style/noDefaultExport: Next.js reads it
export default async function Page() {
  const rows = await ask("list", ["contacted"]);
  return (
    <table>
      <tbody>
        {rows.map((row) => (
          <tr key={String(row.id)}>
            <td>{`${row.first_name} ${row.last_name}`}</td>
            <td>{String(row.title)}</td>
            <td>{String(row.status)}</td>
            <td>{String(row.last_contacted_at)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
