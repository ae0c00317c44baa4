import { toEndpoint } from "@/app/_adapters/endpoint";
import { restoreNote } from "@/lib/notes/restore-note";

export const POST = toEndpoint(restoreNote, { input: ({ body }, { id }) => ({ ...body, note_id: id }) });
