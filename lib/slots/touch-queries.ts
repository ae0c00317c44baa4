import type { HeldTouch } from "./rules";

export type TouchRow = Omit<HeldTouch, "at"> & { at: string };

/**
 * The touch `c`, a whole row of communications, as a HeldTouch. A function, because the guard asks for seven kinds of touches and finds
 * few: as an expression in the question, making each ready took longer than asking.
 */
export const TOUCH_JSON = "touch_json(c)";

export const reviveTouch = (touch: TouchRow): HeldTouch => ({ ...touch, at: new Date(touch.at) });
