import type { ReactNode } from "react";

/** What the columns of a row say that a phone leaves out, as a line below its name. */
export const PhoneLine = ({ children }: { children: ReactNode }) => <span className="phone-line">{children}</span>;

/** What the header of a column says, where a phone shows the cell without it. */
export const PhoneWords = ({ children }: { children: ReactNode }) => <span className="phone-words">{children}</span>;
