import { useQueryState } from "nuqs";
import { useEffect } from "react";
import type { LoggedTouch } from "@/components/outreach/use-log-form";
import { type Channel, channelSchema } from "@/lib/guard/schema";

export type FinishItem = (asked: { item_id: string; communication_id: string }) => Promise<{ ok: boolean }>;
type Asked = { channel?: Channel; itemId?: string };

/** `?log=email` opens the dialog once: that is how the palette and other pages get here. With `item`, the touch is what a day asks for. */
export function useLogInAddress(open: (asked: Asked) => void) {
  const [log, setLog] = useQueryState("log");
  const [item, setItem] = useQueryState("item");
  useEffect(() => {
    if (log === null) return;
    const channel = channelSchema.safeParse(log);
    open({ ...(channel.success ? { channel: channel.data } : {}), ...(item ? { itemId: item } : {}) });
    void setLog(null);
    void setItem(null);
  }, [log, item, setLog, setItem, open]);
}

/** What is said of a touch that was logged; what it was logged for is ticked off, so that nobody logs it there once more. */
export async function loggedWords(touch: LoggedTouch, itemId: string | undefined, finish: FinishItem): Promise<string> {
  const words = touch.collisions.length > 0 ? "Contact logged, marked as a collision" : "Contact logged";
  if (!itemId) return words;
  const done = await finish({ item_id: itemId, communication_id: touch.id }).catch(() => null);
  return done?.ok ? `${words}. It is done in Today.` : `${words}. It is still open in Today.`;
}
