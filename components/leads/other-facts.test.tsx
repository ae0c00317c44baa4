import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { Lead } from "@/lib/leads/schema";
import { OtherFacts } from "./other-facts";

// Of a lead it reads this alone.
const shown = (metadata: Lead["metadata"]) => renderToStaticMarkup(<OtherFacts lead={{ metadata } as Lead} />);

it("shows what a file kept under its own names, and nothing where it kept nothing", () => {
  const html = shown({ "Lead Quality": "Might be", Newsletter: false, Visits: 4, Empty: null, Long: "x".repeat(700) });
  expect(html.replace(/<[^>]+>/g, "|").replace(/\|+/g, "|")).toBe(
    `|Also known|Lead Quality|Might be|Newsletter|No|Visits|4|Long|${"x".repeat(600)} …|`,
  );
  expect([shown({}), shown({ Empty: "" })]).toEqual(["", ""]);
});
