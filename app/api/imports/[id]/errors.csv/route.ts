import { answering } from "@/app/_adapters/endpoint";
import { errorFile } from "@/app/_adapters/import-file";

export const GET = answering("exportErrors", (_, { id = "" }, { context }) => errorFile(context, id));
