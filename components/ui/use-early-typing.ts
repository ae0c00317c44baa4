import { type RefObject, useEffect, useEffectEvent } from "react";

/** Takes up what somebody typed before the page's scripts ran: it stands in the field, but nothing has heard of it. */
export function useEarlyTyping(
  field: RefObject<HTMLInputElement | null>,
  value: string,
  onTyped: (text: string) => void,
) {
  const takeUp = useEffectEvent(() => {
    const typed = field.current?.value;
    if (typed !== undefined && typed !== value) onTyped(typed);
  });
  useEffect(() => takeUp(), []);
}
