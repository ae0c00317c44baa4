import type { Level } from "./schema";

/** Whether a person may send it with one press, without reading it first. */
export const goesAtOnce = (level: Level) => level === "one_click" || level === "automatic";
