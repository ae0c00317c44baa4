import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dispositionOf, mediaTypeOf, requireCarried, safeName, servedType } from "./rules";

describe("the name of a file", () => {
  it.each([
    ["offer.pdf", "offer.pdf"],
    ["../../etc/passwd", "passwd"],
    ["..\\..\\x", "x"],
    ["C:\\Users\\ada\\Offer 2026.pdf", "Offer 2026.pdf"],
    ["..", "file"],
    [".htaccess", "htaccess"],
    ["a\r\nBcc: all@x.example.pdf", "aBcc all@x.example.pdf"],
    ['a"; filename="b.exe', "a filename=b.exe"],
    ["gnp.\u202Eexe", "gnp.exe"],
    ["Angebot für Übersee.pdf", "Angebot für Übersee.pdf"],
    ["", "file"],
    [`${"x".repeat(300)}.pdf`, `${"x".repeat(116)}.pdf`],
  ])("%j goes out as %j", (given, name) => expect(safeName(given)).toBe(name));

  it("never leads anywhere, breaks a header or is empty, whatever it is, and is safe once and for all", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: "grapheme" })), (given) => {
        const name = safeName(given);
        expect(name).toMatch(/^[^/\\\p{Cc}"]{1,120}$/u);
        expect(name).not.toMatch(/^\./);
        expect(safeName(name)).toBe(name);
      }),
    );
  });

  it.each(["a.exe", "a.JS", "offer.pdf.scr", "a.lnk"])("%s is carried by no mail server", (name) =>
    expect(() => requireCarried(name)).toThrow("run where they are opened"),
  );
});

it.each([
  ["application/pdf", "application/pdf"],
  ["Text/HTML; charset=utf-8", "text/html"],
  ["nonsense", "application/octet-stream"],
  ["a/b\r\nX: y", "application/octet-stream"],
  [null, "application/octet-stream"],
])("the type %j is %s", (given, type) => expect(mediaTypeOf(given)).toBe(type));

it.each([
  ["application/pdf", "application/pdf"],
  ["text/html", "application/octet-stream"],
  ["image/svg+xml", "application/octet-stream"],
  ["application/xhtml+xml", "application/octet-stream"],
  ["text/javascript", "application/octet-stream"],
])("%s is handed out as %s", (given, type) => expect(servedType(given)).toBe(type));

it("hands a file out under its name in whatever letters, and never in our pages", () => {
  expect(dispositionOf('Überblick "Q1"%.pdf')).toBe(
    "attachment; filename=\"_berblick _Q1__.pdf\"; filename*=UTF-8''%C3%9Cberblick%20%22Q1%22%25.pdf",
  );
});
