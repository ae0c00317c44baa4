import { headers } from "next/headers";
import * as actions from "@/app/_actions/mailboxes";
import { atLeast, mayDo } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";
import { listSendingDomains } from "@/lib/mailbox-checks/queries";
import { listMailboxes, toMailbox } from "@/lib/mailboxes/queries";
import { signWebhookPath } from "@/lib/mailboxes/sign-webhook-path";
import { oauthProviders } from "@/lib/oauth-connections/rules";
import { getSendingState } from "@/lib/sending-limits/queries";
import { getSettings } from "@/lib/settings/queries";
import { originOf } from "./same-origin";
import { requireContext } from "./session";

type Asked = Record<string, string | string[] | undefined>;

/** Everything that the page of mailboxes shows, for who asks. */
export async function readMailboxPage(asked: Asked) {
  const ctx = await requireContext();
  const { role, scopes, userId } = ctx.actor;
  const [mailboxes, state, { settings }, domains] = await read(ctx, "mailboxes:read", (tx) =>
    Promise.all([
      listMailboxes(tx).then((rows) => rows.map((row) => toMailbox(tx, row))),
      getSendingState(tx),
      getSettings(tx),
      listSendingDomains(tx),
    ]),
  );
  const providers = oauthProviders(process.env).map(({ code, name }) => ({ code, name }));
  const admin = atLeast(role, "admin");
  const origin = originOf(await headers());
  // Where their providers tell us of messages: an admin enters it there.
  const webhooks = Object.fromEntries(
    mailboxes
      .filter(({ provider }) => admin && provider !== "smtp")
      .map(({ id, provider }) => [id, origin + signWebhookPath(provider, ctx.orgId, id)]),
  );
  const doors = {
    update: actions.updateMailboxAction,
    remove: actions.removeMailboxAction,
    check: actions.checkMailboxAction,
    pause: actions.pauseSendingAction,
    resume: actions.resumeSendingAction,
    start: actions.startConnectionAction,
  };
  const one = (name: string) => (typeof asked[name] === "string" ? asked[name] : undefined);
  return {
    panels: mailboxes.map((mailbox) => ({
      mailbox,
      doors: admin || mailbox.user?.id === userId ? doors : null,
      mayChooseDefault: admin,
      webhook: webhooks[mailbox.id],
    })),
    domains,
    providers,
    admin,
    sending: {
      state,
      mayChange: mayDo(role, scopes, "sending:pause"),
      leaves: Boolean(process.env.SMTP_URL) || mailboxes.length > 0,
    },
    userId,
    repLimit: settings["sending.rep_day_limit"],
    tracking: { on: settings["tracking.opens_and_clicks"], reachable: Boolean(process.env.TOUCHLINE_URL) },
    /** whether emails of people without a mailbox leave this machine */
    leaves: Boolean(process.env.SMTP_URL),
    origin,
    became: {
      // Only what is connected is named: a link says nothing that is not so.
      connected: mailboxes.find((box) => box.address === one("connected"))?.address,
      problem: one("problem"),
      provider: providers.find((it) => it.code === one("by"))?.name ?? "The provider",
    },
    doors,
  };
}
