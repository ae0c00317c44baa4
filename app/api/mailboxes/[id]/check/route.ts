import { refuseBody } from "@/app/_adapters/body";
import { answering } from "@/app/_adapters/endpoint";
import { checkMailbox } from "@/lib/mailbox-checks/check-mailbox";

/** Signs in to the mailbox's servers, so it is no command: no transaction waits for a stranger's server. */
export const POST = answering("checkMailbox", async (request, { id }, { context }) => {
  await refuseBody(request);
  return Response.json(await checkMailbox(context, { mailbox_id: id }), { headers: { "Cache-Control": "no-store" } });
});
