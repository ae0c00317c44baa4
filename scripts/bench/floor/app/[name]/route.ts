import { ask } from "../ask";

type Named = { params: Promise<{ name: string }> };

/** The floor: parse the request, send the SQL, send the rows. Nobody is asked who they are. */
export async function GET(request: Request, { params }: Named): Promise<Response> {
  const { name } = await params;
  return Response.json(await ask(name, new URL(request.url).searchParams.getAll("p")));
}

export async function POST(request: Request, { params }: Named): Promise<Response> {
  const { name } = await params;
  const { p } = await request.json();
  return Response.json(await ask(name, p), { status: 201 });
}
