import { listTouches } from "@/lib/communications/queries";
import { read } from "@/lib/core/read";
import { fromIso, plusSeconds } from "@/lib/core/time";
import { saveTranscript } from "@/lib/transcripts/save-transcript";
import { onceFree } from "./once-free";
import type { Stage } from "./teller";

/** What was said in the one call of which the phone system kept the words. */
const transcript = `WEBVTT

00:00:02.000 --> 00:00:06.500
<v Alice Moreau>Good morning Ines, Alice from Fernway. Is this a good moment?

00:00:06.800 --> 00:00:12.000
<v Ines Calder>Ten minutes, then I have the depot managers.

00:00:12.200 --> 00:00:24.000
<v Alice Moreau>Then the short version: you want Worcester live before the holiday peak.

00:00:24.500 --> 00:00:41.000
<v Ines Calder>Yes. Last December the dock stood open for two hours and nobody noticed until the customer did.

00:00:41.300 --> 00:00:58.000
<v Alice Moreau>That is the alarm we would have sent to one person within ten minutes. Who would that be at night?

00:00:58.400 --> 00:01:15.000
<v Ines Calder>The shift lead. And please in parallel with the old units for the first fortnight, the board insists.

00:01:15.500 --> 00:01:30.000
<v Alice Moreau>Two vans in parallel is what we would do anyway. Shall I show it tomorrow, with four of your people?

00:01:30.200 --> 00:01:36.000
<v Ines Calder>Tomorrow at half past three. Bring a price per vehicle, not per seat.
`;

export async function tellCalls(stage: Stage, ids: ReadonlyMap<string, string>): Promise<void> {
  const leadId = ids.get("ines-calder");
  const ctx = stage.as("rep2", fromIso("2020-01-01T00:00:00Z"), "transcript");
  if (!leadId) return;
  const { data } = await read(ctx, "communications:read", (tx) => listTouches(tx, { leadId, limit: 50 }));
  const call = data.find((touch) => touch.method === "call" && touch.call?.outcome === "connected");
  if (!call) return;
  const after = stage.as("rep2", plusSeconds(fromIso(call.occurred_at), 1800), "transcript");
  await onceFree(() => saveTranscript(after, { contact_id: call.id, content: transcript, language: "en" }));
}
