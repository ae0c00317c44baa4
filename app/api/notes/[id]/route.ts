import { toEndpoint } from "@/app/_adapters/endpoint";
import { deleteNote } from "@/lib/notes/delete-note";
import { editNote } from "@/lib/notes/edit-note";

export const PATCH = toEndpoint(editNote, { input: ({ body }, { id }) => ({ ...body, note_id: id }) });

export const DELETE = toEndpoint(deleteNote, { status: 204, input: (_, { id }) => ({ note_id: id }) });
