import { v7 } from "uuid";

/** A time-ordered id, the same layout as the database's `new_id()`. */
export const newId = () => v7();
