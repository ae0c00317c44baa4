import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { addNote } from "@/lib/notes/add-note";
import { listNotesOfLead } from "@/lib/notes/queries";
import { listNotesInputSchema } from "@/lib/notes/schema";

export const GET = toReadEndpoint({
  name: "listNotes",
  permission: "notes:read",
  input: listNotesInputSchema,
  read: (tx, { id, limit, cursor }) => listNotesOfLead(tx, { leadId: id, limit, cursor }),
});

export const POST = toEndpoint(addNote, { status: 201, input: ({ body }, { id }) => ({ ...body, lead_id: id }) });
