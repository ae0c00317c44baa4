import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeHtml } from "@/lib/texts/outgoing-html-rules";
import { fieldsIn, fillFields, requireNoField, requireNothingMissing, requireSoundFields } from "./field-rules";

const ines = { first_name: "Ines", title: null, company: "Fjord & Sons" };

describe("a field", () => {
  it.each([
    ["Dear {{first_name}},", "Dear Ines,", []],
    ["Dear {{ first_name | there }},", "Dear Ines,", []],
    ["Dear {{first_name|there}},", "Dear Ines,", []],
    ["as {{title|a leader}} at {{company}}", "as a leader at Fjord & Sons", []],
    ["as {{title}}", "as {{title}}", ["title"]],
    ["as {{title|}}.", "as .", []],
    ["{{title}} and {{title}} of {{last_name}}", "{{title}} and {{title}} of {{last_name}}", ["title", "last_name"]],
    ["no fields, {one brace} and a price of $1", "no fields, {one brace} and a price of $1", []],
  ])("in %j reads %j", (text, filled, missing) => {
    expect(fillFields(text, ines)).toMatchObject({ text: filled, missing });
  });

  it("takes a value as text: no line break ends a header, no brace becomes a field, no pattern is read", () => {
    expect(fillFields("Hi {{first_name}}", { first_name: "A\r\nBcc: all@x.example" }).text).toBe(
      "Hi A Bcc: all@x.example",
    );
    expect(fillFields("Hi {{first_name}}", { first_name: "{{title}}", title: "x" }).text).toBe("Hi title");
    expect(fillFields("Hi {{first_name}}", { first_name: "$& $1" }).text).toBe("Hi $& $1");
  });

  it("never lets a value become markup, whatever it is", () => {
    fc.assert(
      fc.property(fc.string(), (first_name) => {
        const { text } = fillFields("<p>{{first_name|x}}</p>", { first_name }, escapeHtml);
        expect(text.slice(3, -4)).not.toMatch(/[<>"']/);
      }),
    );
  });

  it("is filled wherever it stands and leaves the rest alone, whatever stands around it", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        fc.pre(!/[{}]/.test(before + after));
        expect(fillFields(`${before}{{first_name}}${after}`, ines).text).toBe(`${before}Ines${after}`);
      }),
    );
  });
});

describe("a text that is about to leave", () => {
  it.each(["Hi {{first_name}}", "Hi {{ firstname }},", "Hi {{First Name}}", "Hi {{FirstName|there}}"])(
    "does not go with what somebody meant for a field: %j",
    (text) => expect(() => requireNoField("body_text", text)).toThrow("still holds {{"),
  );
  it.each(["", null, "a {set} of {one}", "if (a) {{\n  b();\n}}", "{{}}", "so {{ name }} in ours"])(
    "goes with other braces: %j",
    (text) => expect(requireNoField("body_text", text)).toBeUndefined(),
  );
});

describe("a text for a template", () => {
  it.each([
    ["body_text", "Dear {{first_name", "not closed"],
    ["body_text", "Dear first_name}}", "not closed"],
    ["body_text", "Dear {{First Name}}", "not closed"],
    ["body_html", "<p>{{<b>first_name</b>}}</p>", "not closed"],
    ["body_html", '<a href="https://x.example/{{company}}">x</a>', "within the address of a link"],
    ["subject", "For {{password}}", 'no field "password"'],
    ["body_text", "{{constructor}}", 'no field "constructor"'],
  ])("is refused in %s: %s", (path, text, words) => {
    expect(() => requireSoundFields(path, text, [])).toThrow(words);
  });

  it("may have words of its own", () => {
    expect(() => requireSoundFields("subject", "Until {{offer_date}}", ["offer_date"])).not.toThrow();
    expect(fieldsIn("{{a}} {{ b|x}} {{a}}")).toEqual(["a", "b"]);
  });
});

it("what is missing is named in words and with the way out", () => {
  expect(() => requireNothingMissing([])).not.toThrow();
  expect(() => requireNothingMissing(["title", "offer_date"])).toThrow(/title, offer_date.*\{\{title\|there\}\}/);
});
