import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { minusDays } from "@/lib/core/time";
import { getSettings } from "@/lib/settings/queries";
import { afterChange } from "@/lib/settings/rules";
import type { ChangeSettingsInput } from "@/lib/settings/schema";
import { listAttempts, listChannelRules } from "./queries";
import { COUNTED_CODES, countMet, type GuardRules, type PastTouch } from "./rules";
import type { SettingsEffect } from "./schema";

const days = 30;
/** Beyond this the newest stand for all: two passes over so many take well under a second. */
const mostTouches = 50_000;

/** What a change that nobody made yet would have done to the touches of the last 30 days, beside what the present rules do. */
export async function assessSettings(tx: OrgTx, changes: ChangeSettingsInput, ctx: Context): Promise<SettingsEffect> {
  const [state, channels] = await Promise.all([getSettings(tx), listChannelRules(tx)]);
  const after = afterChange(state, changes);
  const now: GuardRules = { settings: state.settings, channels };
  const changed: GuardRules = {
    settings: after.settings,
    channels: channels.map((one) => ({ ...one, ...after.windows.find((window) => window.code === one.code) })),
  };
  const begins = minusDays(ctx.now, days);
  const since = minusDays(begins, Math.max(longestLook(now), longestLook(changed)));
  const consents = [now, changed].some(({ settings }) => settings["guard.consent.required"]);
  const touches = await listAttempts(tx, { since, until: ctx.now, most: mostTouches, consents });
  const from = begins.getTime() / 1000;
  const [met, would] = [countMet(touches, from, now), countMet(touches, from, changed)];
  return {
    days,
    touches: countSince(touches, from),
    capped: touches.length === mostTouches,
    refused: { now: met.refused, changed: would.refused },
    warned: { now: met.warned, changed: would.warned },
    rules: COUNTED_CODES.map((code) => ({ code, now: met.byCode[code], changed: would.byCode[code] })),
  };
}

const countSince = (touches: PastTouch[], from: number) => touches.filter((one) => one.at >= from).length;

function longestLook({ settings, channels }: GuardRules): number {
  const windows = channels.map(({ hard, soft }) => Math.ceil(Math.max(hard, soft) / 86_400));
  const limit = settings["guard.company.limit"] === null ? 0 : settings["guard.company.limit_window_days"];
  return Math.max(...windows, settings["guard.company.window_days"], settings["guard.touches.window_days"], limit, 1);
}
