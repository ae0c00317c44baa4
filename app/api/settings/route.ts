import { z } from "zod";
import { withVersion } from "@/app/_adapters/asked";
import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { changeSettings } from "@/lib/settings/change-settings";
import { getSettings } from "@/lib/settings/queries";
import { flatSettings } from "@/lib/settings/rules";
import type { SettingsState } from "@/lib/settings/schema";

const toAnswer = (state: SettingsState) => ({ version: state.version, ...flatSettings(state), history: state.history });

export const GET = toReadEndpoint({
  name: "getSettings",
  permission: "settings:read",
  input: z.strictObject({}),
  read: async (tx) => toAnswer(await getSettings(tx)),
});

export const PATCH = toEndpoint(changeSettings, {
  input: (asked) => withVersion(asked),
  answer: toAnswer,
});
